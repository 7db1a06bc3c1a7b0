//! The directory in memory: every question of who may come in is answered from here, without the database.

use std::collections::{HashMap, HashSet};

use ids::{OfficialId, UnitCode};

use crate::{CertificateKey, Fingerprint, Official, Unit};

/// Who is who, as of one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Directory {
    units: HashMap<UnitCode, Unit>,
    officials: HashMap<OfficialId, Official>,
    keys: HashMap<Fingerprint, CertificateKey>,
    unreadable_keys: HashSet<String>,
}

impl Directory {
    /// The directory of these.
    pub fn new(units: Vec<Unit>, officials: Vec<Official>, keys: Vec<CertificateKey>) -> Self {
        Self {
            units: units.into_iter().map(|unit| (unit.code.clone(), unit)).collect(),
            officials: officials.into_iter().map(|official| (official.id.clone(), official)).collect(),
            keys: keys.into_iter().map(|key| (key.fingerprint.clone(), key)).collect(),
            unreadable_keys: HashSet::new(),
        }
    }

    /// The same, with the fingerprints of keys that this version cannot read: they hold nobody, and are known.
    #[must_use]
    pub fn with_unreadable_keys(self, fingerprints: impl IntoIterator<Item = String>) -> Self {
        Self { unreadable_keys: fingerprints.into_iter().collect(), ..self }
    }

    /// Who holds the key of this fingerprint (lower-case hex). Nobody, if it is not pinned, was revoked, or its unit is
    /// unknown or no longer active.
    pub fn authenticate(&self, fingerprint: &str) -> Option<&CertificateKey> {
        let key = self.key(fingerprint)?;
        let good = key.revoked_at.is_none() && self.unit(&key.unit)?.active;
        good.then_some(key)
    }

    /// The official whom a system of `unit` names as acting. Nobody, if the official is unknown, of another unit, or has
    /// left.
    pub fn acting(&self, official: &OfficialId, unit: &UnitCode) -> Option<&Official> {
        self.official(official).filter(|official| official.active && official.unit == *unit)
    }

    /// The unit of a code, active or not.
    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.get(code)
    }

    /// The name of a unit; its code where it is not known.
    pub fn named(&self, code: &UnitCode) -> String {
        self.unit(code).map_or_else(|| code.to_string(), |unit| unit.name.clone())
    }

    /// Every unit, active or not, in no order.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// The official of an id, active or not.
    pub fn official(&self, id: &OfficialId) -> Option<&Official> {
        self.officials.get(id)
    }

    /// Every official, active or not, in no order.
    pub fn officials(&self) -> impl Iterator<Item = &Official> {
        self.officials.values()
    }

    /// Whether the directory has anything to say of a key, were it that it was revoked or cannot be read.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.keys.contains_key(fingerprint) || self.unreadable_keys.contains(fingerprint)
    }

    /// The pinned key of a fingerprint, good or revoked.
    pub fn key(&self, fingerprint: &str) -> Option<&CertificateKey> {
        self.keys.get(fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, UnitKind};

    const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    fn unit(code: &str, active: bool) -> Unit {
        Unit {
            code: code.parse().unwrap(),
            name: "县某局".to_owned(),
            uscc: "11371322YYYY000553".to_owned(),
            kind: UnitKind::Supervision,
            meeting_roles: vec![],
            active,
            version: 1,
        }
    }

    fn official(id: &str, unit: &str, active: bool) -> Official {
        Official {
            id: id.parse().unwrap(),
            unit: unit.parse().unwrap(),
            label: "窗口一".to_owned(),
            roles: vec![Role::Claimant],
            active,
            version: 1,
        }
    }

    fn key(unit: &str, revoked: bool) -> CertificateKey {
        CertificateKey {
            fingerprint: KEY.parse().unwrap(),
            unit: unit.parse().unwrap(),
            system: "业务系统".to_owned(),
            roles: vec![Role::Claimant],
            revoked_at: revoked.then_some(jiff::Timestamp::UNIX_EPOCH),
            version: 1,
        }
    }

    #[test]
    fn a_good_key_of_an_active_unit_is_known() {
        let directory = Directory::new(vec![unit("scjgj", true)], vec![], vec![key("scjgj", false)]);
        assert_eq!(directory.authenticate(KEY).unwrap().unit.as_str(), "scjgj");
        assert_eq!(directory.authenticate(&KEY.replace('0', "1")), None);
    }

    #[test]
    fn a_revoked_key_and_a_key_of_no_active_unit_are_nobody() {
        let revoked = Directory::new(vec![unit("scjgj", true)], vec![], vec![key("scjgj", true)]);
        let dissolved = Directory::new(vec![unit("scjgj", false)], vec![], vec![key("scjgj", false)]);
        let unknown = Directory::new(vec![unit("scjgj", true)], vec![], vec![key("wjj", false)]);
        for directory in [revoked, dissolved, unknown] {
            assert_eq!(directory.authenticate(KEY), None);
        }
    }

    #[test]
    fn an_official_acts_only_for_the_own_unit_and_while_in_office() {
        let officials = vec![official("scjgj-01", "scjgj", true), official("scjgj-02", "scjgj", false)];
        let directory = Directory::new(vec![], officials, vec![]);
        let acts =
            |id: &str, unit: &str| directory.acting(&id.parse().unwrap(), &unit.parse().unwrap()).is_some();
        assert!(acts("scjgj-01", "scjgj"));
        assert!(!acts("scjgj-01", "wjj"));
        assert!(!acts("scjgj-02", "scjgj"));
        assert!(!acts("scjgj-03", "scjgj"));
    }
}
