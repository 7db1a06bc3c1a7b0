//! Codes that requests of several services hold; the refusal names the one that is wrong.

use ids::{ItemCode, UnitCode};
use refusal::Refusal;
use shell::parse_codes;

use crate::model::DutyKinds;

/// Codes of units.
pub(super) fn parse_units(field: &str, codes: Vec<String>) -> Result<Vec<String>, Refusal> {
    parse_codes::<UnitCode>(field, codes, ("not a unit code", "不是有效的单位代码"))
}

/// Codes of items.
pub(super) fn parse_items(field: &str, codes: Vec<String>) -> Result<Vec<String>, Refusal> {
    parse_codes::<ItemCode>(field, codes, ("not an item code", "不是有效的事项编码"))
}

/// Codes of kinds of duties that there are.
pub(super) fn parse_kinds(
    field: &str,
    codes: Vec<String>,
    kinds: &DutyKinds,
) -> Result<Vec<String>, Refusal> {
    match codes.iter().position(|code| kinds.newest(code).is_none()) {
        None => Ok(codes),
        Some(at) => {
            Err(Refusal::field(format!("{field}[{at}]"), "unknown", "no such kind of duty", "没有这种义务"))
        }
    }
}
