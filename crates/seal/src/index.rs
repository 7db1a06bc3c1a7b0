//! Finding a person by identity number without keeping the number in clear.

use std::{fmt, path::Path};

use ring::hmac;
use unicode_normalization::UnicodeNormalization;

use crate::{KeyError, files};

/// Set before the number, so that the key's hashes of other things are never equal.
const PURPOSE: &[u8] = b"identity number 1\0";
const DIGEST_PURPOSE: &[u8] = b"digest 1\0";

/// A keyed hash (HMAC-SHA-256) of identity numbers. Its key is not a sealing key: it stays as long as the hashes do,
/// since without the clear numbers they cannot be made anew.
#[derive(Clone)]
pub struct Index(hmac::Key);

impl Index {
    /// Reads the key: a file of 32 bytes in base64.
    pub fn load(file: &Path) -> Result<Self, KeyError> {
        let bytes = files::read_key(file)?;
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, bytes.as_slice())))
    }

    /// The hash under which a number is kept and looked for: full-width digits, blanks and a lower-case `x` do not
    /// matter.
    pub fn hash(&self, identity_number: &str) -> [u8; 32] {
        self.sign(PURPOSE, normal(identity_number).as_bytes())
    }

    /// What the number of a document or certificate is kept under, to be found by it: as it is `shown`, or the hash of the `whole` number
    /// where that holds a person's and is kept sealed.
    pub fn findable(&self, shown: &str, whole: &str) -> String {
        if whole.is_empty() { shown.to_owned() } else { hexadecimal(&self.hash(whole)) }
    }

    /// What a number that somebody looks for may be kept under.
    pub fn sought(&self, number: &str) -> Vec<String> {
        if number.is_empty() { Vec::new() } else { vec![number.to_owned(), hexadecimal(&self.hash(number))] }
    }

    /// A digest of content that holds personal data, by which the same content is known again. Without the key nobody can
    /// try out numbers on it.
    pub fn digest(&self, content: &[u8]) -> [u8; 32] {
        self.sign(DIGEST_PURPOSE, content)
    }

    fn sign(&self, purpose: &[u8], content: &[u8]) -> [u8; 32] {
        let mut hash = hmac::Context::with_key(&self.0);
        hash.update(purpose);
        hash.update(content);
        let mut bytes = [0; 32];
        bytes.copy_from_slice(hash.sign().as_ref());
        bytes
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Index(..)")
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn normal(number: &str) -> String {
    number.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}
