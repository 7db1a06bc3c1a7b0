//! From a certificate's key to a [`Caller`]: only a key that is pinned to a unit of the directory is anybody's.

use http::HeaderMap;
use ids::OfficialId;
use reference::{Directory, Role};
use refusal::{Kind, Refusal};

use super::settings::FirstAdministrator;
use crate::call::{Caller, Official};

/// The metadata in which a bureau's system names the acting official.
const OFFICIAL: &str = "x-shenguan-official";

/// The unit and system that hold the key of this fingerprint.
pub(super) fn pinned(
    directory: &Directory,
    first: Option<&FirstAdministrator>,
    fingerprint: &str,
) -> Result<Caller, Refusal> {
    system_of(directory, first, fingerprint).ok_or_else(|| {
        Refusal::new(
            Kind::Unauthenticated,
            "KEY_NOT_PINNED",
            "the certificate's key is not pinned to an active unit, or was revoked",
            "证书密钥未登记到在用单位，或已被吊销",
        )
    })
}

/// The system with the official whom it names, if any.
pub(super) fn acting(
    directory: &Directory,
    system: &Caller,
    metadata: &HeaderMap,
) -> Result<Caller, Refusal> {
    let Some(named) = metadata.get(OFFICIAL) else {
        return Ok(system.clone());
    };
    let id = named.to_str().ok().and_then(|name| name.parse::<OfficialId>().ok());
    let official = id.and_then(|id| directory.acting(&id, &system.unit)).ok_or_else(|| {
        Refusal::new(
            Kind::Denied,
            "OFFICIAL_UNKNOWN",
            "the acting official is unknown, has left, or belongs to another unit",
            "经办人不存在、已离岗或不属于本单位",
        )
    })?;
    let roles = system.roles.iter().copied().filter(|role| official.roles.contains(role)).collect();
    Ok(Caller { roles, official: Some(Official { id: official.id.clone() }), ..system.clone() })
}

/// What the directory says of a key goes before the settings.
fn system_of(directory: &Directory, first: Option<&FirstAdministrator>, fingerprint: &str) -> Option<Caller> {
    if let Some(key) = directory.authenticate(fingerprint) {
        return Some(Caller {
            unit: key.unit.clone(),
            key: fingerprint.to_owned(),
            system: key.system.clone(),
            official: None,
            roles: key.roles.clone(),
        });
    }
    let first = first.filter(|first| first.fingerprint.eq_ignore_ascii_case(fingerprint))?;
    (!directory.knows(fingerprint)).then(|| Caller {
        unit: first.unit.clone(),
        key: fingerprint.to_owned(),
        system: "first_administrator".to_owned(),
        official: None,
        roles: vec![Role::PlatformAdmin],
    })
}

#[cfg(test)]
mod tests {
    use reference::{CertificateKey, Unit, UnitKind};

    use super::*;

    const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    fn directory(revoked: bool) -> Directory {
        let unit = Unit {
            code: "scjgj".parse().unwrap(),
            name: "县某局".to_owned(),
            uscc: "11371322YYYY000553".to_owned(),
            kind: UnitKind::Supervision,
            meeting_roles: vec![],
            active: true,
            version: 1,
        };
        let official = reference::Official {
            id: "scjgj-01".parse().unwrap(),
            unit: "scjgj".parse().unwrap(),
            label: "窗口一".to_owned(),
            roles: vec![Role::Claimant, Role::Approver],
            active: true,
            version: 1,
        };
        let key = CertificateKey {
            fingerprint: KEY.parse().unwrap(),
            unit: "scjgj".parse().unwrap(),
            system: "业务系统".to_owned(),
            roles: vec![Role::Claimant, Role::Auditor],
            revoked_at: revoked.then_some(jiff::Timestamp::UNIX_EPOCH),
            version: 1,
        };
        Directory::new(vec![unit], vec![official], vec![key])
    }

    fn identify(
        directory: &Directory,
        first: Option<&FirstAdministrator>,
        fingerprint: &str,
        metadata: &HeaderMap,
    ) -> Result<Caller, Refusal> {
        acting(directory, &pinned(directory, first, fingerprint)?, metadata)
    }

    fn naming(official: &str) -> HeaderMap {
        HeaderMap::from_iter([(OFFICIAL.parse().unwrap(), official.parse().unwrap())])
    }

    #[test]
    fn a_system_has_its_keys_roles() {
        let caller = identify(&directory(false), None, KEY, &HeaderMap::new()).unwrap();
        assert_eq!((caller.unit.as_str(), caller.official), ("scjgj", None));
        assert_eq!(caller.roles, [Role::Claimant, Role::Auditor]);
    }

    #[test]
    fn an_official_may_do_what_both_the_key_and_the_official_may() {
        let caller = identify(&directory(false), None, KEY, &naming("scjgj-01")).unwrap();
        assert_eq!(caller.roles, [Role::Claimant]);
        assert_eq!(caller.official_name(), "scjgj-01");
    }

    #[test]
    fn an_unknown_official_is_refused_and_never_passed_over() {
        for name in ["wjj-01", "scjgj-99", "x'; drop table"] {
            let refusal = identify(&directory(false), None, KEY, &naming(name)).unwrap_err();
            assert_eq!(refusal.reason, "OFFICIAL_UNKNOWN");
        }
    }

    #[test]
    fn the_first_administrator_counts_until_the_directory_knows_the_key() {
        let first =
            FirstAdministrator { fingerprint: KEY.to_ascii_uppercase(), unit: "spj".parse().unwrap() };
        let caller = identify(&Directory::default(), Some(&first), KEY, &HeaderMap::new()).unwrap();
        assert_eq!((caller.unit.as_str(), caller.roles), ("spj", vec![Role::PlatformAdmin]));

        let pinned = identify(&directory(false), Some(&first), KEY, &HeaderMap::new()).unwrap();
        assert_eq!(pinned.unit.as_str(), "scjgj");
        let revoked = identify(&directory(true), Some(&first), KEY, &HeaderMap::new()).unwrap_err();
        assert_eq!(revoked.reason, "KEY_NOT_PINNED");
        let unreadable = Directory::default().with_unreadable_keys([KEY.to_owned()]);
        let refusal = identify(&unreadable, Some(&first), KEY, &HeaderMap::new()).unwrap_err();
        assert_eq!(refusal.reason, "KEY_NOT_PINNED");
        let other = identify(&Directory::default(), Some(&first), &KEY.replace('0', "1"), &HeaderMap::new());
        assert_eq!(other.unwrap_err().reason, "KEY_NOT_PINNED");
    }
}
