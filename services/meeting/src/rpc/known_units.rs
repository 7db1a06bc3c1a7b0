//! Codes of units in a request.

use ids::UnitCode;
use refusal::Refusal;
use shell::parse_codes;

use crate::App;

/// Units of the directory, each once; the field is `units`.
pub(super) fn known_units(app: &App, codes: Vec<String>) -> Result<Vec<UnitCode>, Refusal> {
    let codes = parse_codes::<UnitCode>("units", codes, ("not a unit code", "不是有效的单位代码"))?;
    let units: Vec<UnitCode> = codes.iter().filter_map(|code| code.parse().ok()).collect();
    let directory = app.reference.directory();
    match units.iter().find(|unit| !directory.unit(unit).is_some_and(|unit| unit.active)) {
        None => Ok(units),
        Some(_) => Err(Refusal::field("units", "unknown", "no such unit", "没有这个单位")),
    }
}
