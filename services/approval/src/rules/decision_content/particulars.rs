//! Art. 22(2) — What else a source says of a decision: its published state, codes, place, procedure and sensitivity.

use ids::Uuid;
use proto::exchange::v1::LicenceDecision;
use proto::words::exchange::{CounterpartyKind, PublishedState, Sensitivity, SpecialProcedure};
use refusal::Violation;

use super::findings::Findings;

/// Reads them. The published state is required; a place has both coordinates or none.
pub(super) fn check(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    let state = found.required_word::<PublishedState>("decision.published_state", given.published_state);
    kept.published_state = state.map_or(0, i32::from);
    kept.item_base_code = found.text("decision.item_base_code", &given.item_base_code, 12);
    kept.displayed_authority_code =
        found.text("decision.displayed_authority_code", &given.displayed_authority_code, 18);
    kept.street = found.text("decision.street", &given.street, 100);
    let procedure = found.word::<SpecialProcedure>("decision.special_procedure", given.special_procedure);
    kept.special_procedure = procedure.map_or(0, i32::from);
    if !given.joint_review_id.is_empty() {
        match Uuid::parse_str(&given.joint_review_id) {
            Ok(id) => kept.joint_review_id = id.to_string(),
            Err(_) => found.unknown("decision.joint_review_id"),
        }
    }
    place(given, kept, found);
    sensitivity(given, kept, found);
}

fn place(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    let latitude = given.latitude;
    let longitude = given.longitude;
    let outside =
        |degrees: Option<f64>, most: f64| degrees.is_some_and(|degrees| !(-most..=most).contains(&degrees));
    if outside(latitude, 90.0) || outside(longitude, 180.0) || latitude.is_some() != longitude.is_some() {
        let (en, zh) = ("is no place: give both coordinates in degrees", "经纬度须同时填写，且在有效范围内");
        found.violations.push(Violation::new("decision.latitude", "range", en, zh));
        return;
    }
    kept.latitude = latitude;
    kept.longitude = longitude;
}

/// 内部 unless said otherwise; what names a natural person is 敏感.
fn sensitivity(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    let is_person = kept.counterparty_kind().word() == Some(CounterpartyKind::Person);
    let unless_said = if is_person { Sensitivity::Personal } else { Sensitivity::Internal };
    kept.sensitivity = found.word("decision.sensitivity", given.sensitivity).unwrap_or(unless_said).into();
}
