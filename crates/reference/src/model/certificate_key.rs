//! Keys of client certificates. The key is pinned, not the certificate: a renewed certificate needs no new pin.

use std::{borrow::Borrow, fmt, str::FromStr};

use ids::UnitCode;
use jiff::Timestamp;
use proto::{reference::v1 as wire, timestamp_from_proto, timestamp_to_proto};
use refusal::Refusal;

use crate::{Role, model::fields::Fields};

/// SHA-256 of a certificate's SubjectPublicKeyInfo, in lower-case hex.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The 64 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Fingerprint {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(Self(text.to_ascii_lowercase()));
        }
        Err(Refusal::field("fingerprint", "format", "is not 64 hex digits", "应为64位十六进制数字"))
    }
}

impl Borrow<str> for Fingerprint {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A pinned key (证书公钥绑定): whoever holds it calls as the unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertificateKey {
    /// The fingerprint of the key.
    pub fingerprint: Fingerprint,
    /// The unit that its holder calls as.
    pub unit: UnitCode,
    /// Name of the system that holds the key.
    pub system: String,
    /// The most that the system may do, whoever it names as acting official.
    pub roles: Vec<Role>,
    /// When it was revoked; a revoked key is good no more, whatever the clock says.
    pub revoked_at: Option<Timestamp>,
    /// Grows with each change; 0 while it was never saved.
    pub version: i64,
}

impl TryFrom<wire::CertificateKey> for CertificateKey {
    type Error = Refusal;

    fn try_from(key: wire::CertificateKey) -> Result<Self, Refusal> {
        let mut fields = Fields::of("key");
        let fingerprint = key.fingerprint.parse().ok();
        if fingerprint.is_none() {
            fields.wrong("fingerprint", "format", "is not 64 hex digits", "应为64位十六进制数字");
        }
        let unit = fields.code("unit", &key.unit);
        let system = fields.line("system", &key.system, 64);
        let roles = fields.roles(&key.roles);
        let revoked_at = key.revoke_time.and_then(timestamp_from_proto);
        if key.revoke_time.is_some() && revoked_at.is_none() {
            fields.wrong("revoke_time", "range", "is no instant", "不是有效的时间");
        }
        let version = fields.version(key.version);
        fields.end(fingerprint.zip(unit).map(|(fingerprint, unit)| Self {
            fingerprint,
            unit,
            system,
            roles,
            revoked_at,
            version,
        }))
    }
}

impl From<CertificateKey> for wire::CertificateKey {
    fn from(key: CertificateKey) -> Self {
        Self {
            fingerprint: key.fingerprint.0,
            unit: key.unit.into(),
            system: key.system,
            roles: key.roles.into_iter().map(Into::into).collect(),
            revoke_time: key.revoked_at.map(timestamp_to_proto),
            version: key.version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned() -> wire::CertificateKey {
        wire::CertificateKey {
            fingerprint: "ab".repeat(32),
            unit: "scjgj".to_owned(),
            system: "登记系统".to_owned(),
            roles: vec![wire::Role::Claimant.into()],
            revoke_time: Some(prost_types::Timestamp { seconds: 1_790_000_000, nanos: 5000 }),
            version: 2,
        }
    }

    #[test]
    fn a_key_survives_the_wire() {
        assert_eq!(wire::CertificateKey::from(CertificateKey::try_from(pinned()).unwrap()), pinned());
    }

    #[test]
    fn a_fingerprint_is_64_hex_digits_of_either_case() {
        assert_eq!("AB".repeat(32).parse::<Fingerprint>().unwrap().as_str(), "ab".repeat(32));
        for bad in ["", "ab", &"zz".repeat(32), &"ab".repeat(33)] {
            let key = wire::CertificateKey { fingerprint: bad.to_owned(), ..pinned() };
            assert_eq!(CertificateKey::try_from(key).unwrap_err().violations[0].field, "key.fingerprint");
        }
    }

    #[test]
    fn an_instant_out_of_range_is_refused() {
        let revoke_time = Some(prost_types::Timestamp { seconds: i64::MAX, nanos: 0 });
        let refusal = CertificateKey::try_from(wire::CertificateKey { revoke_time, ..pinned() }).unwrap_err();
        assert_eq!(refusal.violations[0].field, "key.revoke_time");
    }
}
