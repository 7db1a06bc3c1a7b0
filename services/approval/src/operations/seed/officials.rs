//! Development: officials and keys that fit the kind of their unit.

use ids::BadCode;
use reference::{CertificateKey, Official, Role, Unit, UnitKind};

use super::Pin;

/// Two officials of each unit with its work, its liaison and leader; the platform administration and audit where they belong.
pub(super) fn of(units: &[Unit]) -> Result<Vec<Official>, shell::Error> {
    let mut officials = Vec::new();
    for unit in units {
        for (suffix, label, role) in posts(unit.kind) {
            officials.push(official(unit, suffix, label, *role).map_err(|bad| fault(&bad))?);
        }
    }
    Ok(officials)
}

/// The pin with the most that the system of such a unit may do.
pub(super) fn key_of(unit: &Unit, pin: Pin) -> CertificateKey {
    let mut roles: Vec<_> = posts(unit.kind).iter().map(|(_, _, role)| *role).collect();
    roles.sort_unstable();
    roles.dedup();
    CertificateKey {
        fingerprint: pin.fingerprint,
        unit: pin.unit,
        system: pin.system,
        roles,
        revoked_at: None,
        version: 1,
    }
}

fn posts(kind: UnitKind) -> &'static [(&'static str, &'static str, Role)] {
    match kind {
        UnitKind::Approval => &[
            ("01", "经办人01", Role::Approver),
            ("02", "经办人02", Role::Approver),
            ("admin", "平台管理员", Role::PlatformAdmin),
            ("auditor", "审计员", Role::Auditor),
            ("overseer", "督办员", Role::Overseer),
            ("liaison", "联络员", Role::Liaison),
            ("leader", "单位负责人", Role::Leader),
        ],
        UnitKind::Other => &[
            ("auditor", "审计员", Role::Auditor),
            ("liaison", "联络员", Role::Liaison),
            ("leader", "单位负责人", Role::Leader),
        ],
        UnitKind::Supervision | UnitKind::Enforcement | UnitKind::Local | UnitKind::Member => &[
            ("01", "经办人01", Role::Claimant),
            ("02", "经办人02", Role::Claimant),
            ("liaison", "联络员", Role::Liaison),
            ("leader", "单位负责人", Role::Leader),
        ],
    }
}

fn official(unit: &Unit, suffix: &str, label: &str, role: Role) -> Result<Official, BadCode> {
    Ok(Official {
        id: format!("{}-{suffix}", unit.code).parse()?,
        unit: unit.code.clone(),
        label: label.to_owned(),
        roles: vec![role],
        active: true,
        version: 1,
    })
}

fn fault(bad: &BadCode) -> shell::Error {
    shell::Error::Fault(format!("seed: {bad}"))
}
