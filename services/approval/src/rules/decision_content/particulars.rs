//! Art. 22(2) — What else a source says of a decision: its published state, codes, place, procedure and sensitivity.

use ids::Uuid;
use proto::exchange::v1::{CounterpartyKind, LicenceDecision, PublishedState, Sensitivity, SpecialProcedure};
use refusal::Violation;

use super::findings::Findings;

/// Reads them. The published state is required; a place has both coordinates or none.
pub(super) fn check(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    match PublishedState::try_from(given.published_state) {
        Ok(PublishedState::Unspecified) => found.absent("decision.published_state"),
        Ok(_) => kept.published_state = given.published_state,
        Err(_) => found.unknown("decision.published_state"),
    }
    kept.item_base_code = found.text("decision.item_base_code", &given.item_base_code, 12);
    kept.displayed_authority_code =
        found.text("decision.displayed_authority_code", &given.displayed_authority_code, 18);
    kept.street = found.text("decision.street", &given.street, 100);
    match SpecialProcedure::try_from(given.special_procedure) {
        Ok(_) => kept.special_procedure = given.special_procedure,
        Err(_) => found.unknown("decision.special_procedure"),
    }
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
    let (latitude, longitude) = (given.latitude, given.longitude);
    let outside =
        |degrees: Option<f64>, most: f64| degrees.is_some_and(|degrees| !(-most..=most).contains(&degrees));
    if outside(latitude, 90.0) || outside(longitude, 180.0) || latitude.is_some() != longitude.is_some() {
        let (en, zh) = ("is no place: give both coordinates in degrees", "经纬度须同时填写，且在有效范围内");
        found.violations.push(Violation::new("decision.latitude", "range", en, zh));
        return;
    }
    (kept.latitude, kept.longitude) = (latitude, longitude);
}

/// 内部 unless said otherwise; what names a natural person is 敏感.
fn sensitivity(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    let sensitivity = match Sensitivity::try_from(given.sensitivity) {
        Ok(Sensitivity::Unspecified) if kept.counterparty_kind() == CounterpartyKind::Person => {
            Sensitivity::Personal
        }
        Ok(Sensitivity::Unspecified) => Sensitivity::Internal,
        Ok(given) => given,
        Err(_) => return found.unknown("decision.sensitivity"),
    };
    kept.sensitivity = sensitivity.into();
}
