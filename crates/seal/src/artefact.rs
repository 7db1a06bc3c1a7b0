//! The bytes of a sealed artefact: layout, algorithm, length of the key id, key id, nonce, ciphertext with its tag.

use ring::aead::NONCE_LEN;

use crate::SealError;

/// The layout of this file.
const LAYOUT: u8 = 1;
/// AES-256-GCM.
pub(crate) const AES_256_GCM: u8 = 1;

/// What stands before the nonce; authenticated together with the record it is bound to.
pub(crate) fn header(key_id: &str) -> Vec<u8> {
    let length = u8::try_from(key_id.len()).unwrap_or(u8::MAX);
    [&[LAYOUT, AES_256_GCM, length], key_id.as_bytes()].concat()
}

/// A sealed artefact taken apart.
pub(crate) struct Artefact<'a> {
    pub(crate) header: &'a [u8],
    pub(crate) key_id: &'a str,
    pub(crate) nonce: [u8; NONCE_LEN],
    pub(crate) ciphertext: &'a [u8],
}

impl<'a> Artefact<'a> {
    pub(crate) fn parse(sealed: &'a [u8]) -> Result<Self, SealError> {
        let [LAYOUT, algorithm, length, rest @ ..] = sealed else { return Err(SealError::Shape) };
        if *algorithm != AES_256_GCM {
            return Err(SealError::Algorithm(*algorithm));
        }
        let (key_id, rest) = rest.split_at_checked(usize::from(*length)).ok_or(SealError::Shape)?;
        let (nonce, ciphertext) = rest.split_first_chunk().ok_or(SealError::Shape)?;
        let header = &sealed[..3 + key_id.len()];
        let key_id = str::from_utf8(key_id).map_err(|_| SealError::Shape)?;
        Ok(Self { header, key_id, nonce: *nonce, ciphertext })
    }
}
