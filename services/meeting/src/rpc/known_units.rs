//! Units in requests: those of the directory that are active.

use ids::UnitCode;
use refusal::Refusal;
use shell::parse_codes;

use crate::App;

/// A unit; `field` is where it stands.
pub(super) fn known_unit(app: &App, field: impl Into<String>, code: &str) -> Result<UnitCode, Refusal> {
    let unit = code.parse().ok().filter(|unit| is_active(app, unit));
    unit.ok_or_else(|| Refusal::field(field.into(), "unknown", "no such unit", "没有这个单位"))
}

/// The units of the field `units`, each once.
pub(super) fn known_units(app: &App, codes: Vec<String>) -> Result<Vec<UnitCode>, Refusal> {
    let codes = parse_codes::<UnitCode>("units", codes, ("not a unit code", "不是有效的单位代码"))?;
    codes.iter().map(|code| known_unit(app, "units", code)).collect()
}

fn is_active(app: &App, unit: &UnitCode) -> bool {
    app.reference.directory().unit(unit).is_some_and(|unit| unit.active)
}
