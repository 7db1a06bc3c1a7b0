//! Officials, known by post or staff label: no name of a person is kept in the directory.

use ids::{OfficialId, UnitCode};
use proto::reference::v1 as wire;
use refusal::Refusal;

use crate::{Role, model::fields::Fields};

/// An official (经办人), known by post or staff label, never by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Official {
    /// Id, unique in the county, for example `scjgj-01`.
    pub id: OfficialId,
    /// The unit that the official acts for.
    pub unit: UnitCode,
    /// Post or staff label shown to others.
    pub label: String,
    /// What the official may do.
    pub roles: Vec<Role>,
    /// False once the official has left.
    pub active: bool,
    /// Grows with each change; 0 while it was never saved.
    pub version: i64,
}

impl TryFrom<wire::Official> for Official {
    type Error = Refusal;

    fn try_from(official: wire::Official) -> Result<Self, Refusal> {
        let mut fields = Fields::of("official");
        let id = fields.code("id", &official.id);
        let unit = fields.code("unit", &official.unit);
        let label = fields.line("label", &official.label, 50);
        let roles = fields.roles(&official.roles);
        let version = fields.version(official.version);
        let active = official.active;
        fields.end(id.zip(unit).map(|(id, unit)| Self { id, unit, label, roles, active, version }))
    }
}

impl From<Official> for wire::Official {
    fn from(official: Official) -> Self {
        Self {
            id: official.id.into(),
            unit: official.unit.into(),
            label: official.label,
            roles: official.roles.into_iter().map(Into::into).collect(),
            active: official.active,
            version: official.version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_official_survives_the_wire_with_each_role_once() {
        let clerk = wire::Official {
            id: "scjgj-01".to_owned(),
            unit: "scjgj".to_owned(),
            label: "登记窗口".to_owned(),
            roles: vec![wire::Role::Auditor.into(), wire::Role::Claimant.into(), wire::Role::Auditor.into()],
            active: true,
            version: 1,
        };
        let official = Official::try_from(clerk.clone()).unwrap();
        assert_eq!(official.roles, [Role::Claimant, Role::Auditor]);
        let sent = wire::Official::from(official);
        assert_eq!((sent.id, sent.unit, sent.label), (clerk.id, clerk.unit, clerk.label));
    }

    #[test]
    fn a_role_that_does_not_exist_is_refused() {
        let roles = vec![wire::Role::Unspecified.into(), 77];
        let refusal = Official::try_from(wire::Official { roles, ..Default::default() }).unwrap_err();
        let fields: Vec<_> = refusal.violations.iter().map(|violation| violation.field.as_str()).collect();
        assert_eq!(fields, ["official.id", "official.unit", "official.label", "official.roles"]);
    }
}
