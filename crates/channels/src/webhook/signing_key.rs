//! The secrets that webhooks are signed with.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::hmac;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{Secret, random};

const PREFIX: &str = "whsec_";

/// Fewest and most bytes of a secret.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// Bytes of a secret made here.
const LENGTH: usize = 32;

/// The secrets that are live: while a receiver changes over there are two, and each message carries both signatures.
#[derive(Clone, Debug)]
pub struct SigningKeys {
    /// The one that stays.
    pub newest: SigningKey,
    /// The one before it, for as long as it is still valid.
    pub older: Option<SigningKey>,
}

/// One secret, `whsec_` and base64 where it is written.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey(Zeroizing<Vec<u8>>);

/// Why a secret is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("not whsec_ and the base64 of 24 to 64 bytes")]
pub struct BadSigningKey;

impl SigningKeys {
    /// The value of `webhook-signature`.
    pub(crate) fn sign(&self, id: &str, second: &str, body: &str) -> String {
        let signed = format!("{id}.{second}.{body}");
        let keys = std::iter::once(&self.newest).chain(&self.older);
        keys.map(|key| key.signature(&signed)).collect::<Vec<_>>().join(" ")
    }
}

impl SigningKey {
    /// A new secret; none if the machine has no randomness to give.
    pub fn fresh() -> Option<Self> {
        Some(Self(Zeroizing::new(random::bytes::<LENGTH>()?.to_vec())))
    }

    /// Reads a secret.
    pub fn parse(text: &Secret) -> Result<Self, BadSigningKey> {
        let encoded = text.expose().strip_prefix(PREFIX).ok_or(BadSigningKey)?;
        let bytes = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| BadSigningKey)?);
        if LENGTHS.contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(BadSigningKey) }
    }

    /// As the receiver is told it, once.
    pub fn reveal(&self) -> Secret {
        Secret::new(format!("{PREFIX}{}", STANDARD.encode(&*self.0)))
    }

    fn signature(&self, signed: &str) -> String {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), signed.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Result<SigningKey, BadSigningKey> {
        SigningKey::parse(&Secret::new(text))
    }

    /// The example of the standard's own libraries.
    #[test]
    fn the_signature_is_that_of_the_standards_example() {
        let newest = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let keys = SigningKeys { newest, older: None };
        let signature = keys.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_is_long_enough_and_comes_back_as_it_was_told() {
        let fresh = SigningKey::fresh().unwrap();
        assert!(SigningKey::parse(&fresh.reveal()).unwrap() == fresh);
        assert_eq!(format!("{fresh:?}"), "***");
        let of = |length: usize| format!("whsec_{}", STANDARD.encode(vec![7; length]));
        for (length, is_good) in [(23, false), (24, true), (64, true), (65, false)] {
            assert_eq!(key(&of(length)).is_ok(), is_good, "{length}");
        }
        assert_eq!(key("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Err(BadSigningKey));
        assert_eq!(key("whsec_not base64"), Err(BadSigningKey));
    }
}
