//! Units. What a system of one sends is refused field by field, all at once: people correct a form only once.

use ids::UnitCode;
use proto::reference::v1 as wire;
use refusal::Refusal;

use crate::{UnitKind, model::fields::Fields};

/// Characters of a unified social credit code (GB 32100): no I, O, S, V or Z.
const OF_A_USCC: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unit (单位) of the county.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Code, for example `scjgj`.
    pub code: UnitCode,
    /// Name, for example 县市场监管局.
    pub name: String,
    /// Unified social credit code (统一社会信用代码) of the unit itself.
    pub uscc: String,
    /// Kind.
    pub kind: UnitKind,
    /// Parts in the joint meeting (联席会议), for example `member`.
    pub meeting_roles: Vec<String>,
    /// False once it was dissolved or merged.
    pub active: bool,
    /// Grows with each change; 0 while it was never saved.
    pub version: i64,
}

impl TryFrom<wire::Unit> for Unit {
    type Error = Refusal;

    fn try_from(unit: wire::Unit) -> Result<Self, Refusal> {
        let mut fields = Fields::of("unit");
        let code = fields.code("code", &unit.code);
        let name = fields.line("name", &unit.name, 100);
        if unit.uscc.chars().count() != 18 || !unit.uscc.chars().all(|c| OF_A_USCC.contains(c)) {
            fields.wrong("uscc", "format", "is no unified social credit code", "不是统一社会信用代码");
        }
        let kind = UnitKind::numbered(unit.kind);
        if kind.is_none() {
            fields.wrong("kind", "required", "is required", "必填");
        }
        for role in &unit.meeting_roles {
            if role.is_empty()
                || role.len() > 32
                || !role.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            {
                fields.wrong(
                    "meeting_roles",
                    "format",
                    "has 1 to 32 lower-case letters or '_'",
                    "应为小写字母或下划线",
                );
            }
        }
        let version = fields.version(unit.version);
        fields.end(code.zip(kind).map(|(code, kind)| Self {
            code,
            name,
            uscc: unit.uscc,
            kind,
            meeting_roles: unit.meeting_roles,
            active: unit.active,
            version,
        }))
    }
}

impl From<Unit> for wire::Unit {
    fn from(unit: Unit) -> Self {
        Self {
            code: unit.code.into(),
            name: unit.name,
            uscc: unit.uscc,
            kind: unit.kind.into(),
            meeting_roles: unit.meeting_roles,
            active: unit.active,
            version: unit.version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bureau() -> wire::Unit {
        wire::Unit {
            code: "scjgj".to_owned(),
            name: "县市场监管局".to_owned(),
            uscc: "11371322YYYY000553".to_owned(),
            kind: wire::UnitKind::Supervision.into(),
            meeting_roles: vec!["member".to_owned()],
            active: true,
            version: 3,
        }
    }

    #[test]
    fn a_unit_survives_the_wire() {
        assert_eq!(wire::Unit::from(Unit::try_from(bureau()).unwrap()), bureau());
    }

    #[test]
    fn every_wrong_field_is_named() {
        let wrong = wire::Unit {
            code: "县局".to_owned(),
            name: "县\u{7}局".to_owned(),
            uscc: "11371322YYYYO00553".to_owned(),
            kind: 99,
            meeting_roles: vec!["a,b".to_owned()],
            active: true,
            version: -1,
        };
        let refusal = Unit::try_from(wrong).unwrap_err();
        let fields: Vec<_> = refusal.violations.iter().map(|violation| violation.field.as_str()).collect();
        assert_eq!(
            fields,
            ["unit.code", "unit.name", "unit.uscc", "unit.kind", "unit.meeting_roles", "unit.version"]
        );
    }
}
