//! Art. 22(2) — The counterparty (行政相对人姓名、名称): who it is decides what identifies it.

use jiff::civil::Date;
use proto::exchange::v1::{CounterpartyKind, LicenceDecision, PersonalData};
use seal::{free_text::without_identity_numbers, mask};

use super::findings::Findings;
use crate::rules::{identity_document, uscc};

/// A person is known by name and document; an organisation or sole trader by name, code and legal representative.
pub(super) fn check(
    given: &LicenceDecision,
    personal: &PersonalData,
    today: Date,
    (kept, private): (&mut LicenceDecision, &mut PersonalData),
    found: &mut Findings,
) {
    let kind = CounterpartyKind::try_from(given.counterparty_kind);
    match kind {
        Ok(CounterpartyKind::Unspecified) => found.absent("decision.counterparty_kind"),
        Ok(CounterpartyKind::Person) => person(given, personal, (&mut *kept, &mut *private), found),
        Ok(CounterpartyKind::Organisation | CounterpartyKind::SoleTrader) => {
            organisation(given, personal, (&mut *kept, &mut *private), found);
        }
        Err(_) => found.unknown("decision.counterparty_kind"),
    }
    kept.counterparty_kind = given.counterparty_kind;
    legacy_numbers(given, kept, found);
    if kind != Ok(CounterpartyKind::Organisation) {
        mask_personal_numbers(kept, found);
    }
    (kept.person_id_type, private.person_id_number) = document(
        ("decision.person_id_type", &given.person_id_type),
        ("personal.person_id_number", &personal.person_id_number),
        kind == Ok(CounterpartyKind::Person),
        today,
        found,
    );
    (kept.legal_representative_id_type, private.legal_representative_id_number) = document(
        ("decision.legal_representative_id_type", &given.legal_representative_id_type),
        ("personal.legal_representative_id_number", &personal.legal_representative_id_number),
        false,
        today,
        found,
    );
}

fn person(
    given: &LicenceDecision,
    personal: &PersonalData,
    (kept, private): (&mut LicenceDecision, &mut PersonalData),
    found: &mut Findings,
) {
    private.person_name = found.required("personal.person_name", &personal.person_name, 200);
    kept.counterparty_name = mask::name(&private.person_name);
    private.legal_representative =
        found.text("personal.legal_representative", &personal.legal_representative, 50);
    if !given.counterparty_uscc.trim().is_empty() {
        let code = uscc::check("decision.counterparty_uscc", &given.counterparty_uscc);
        kept.counterparty_uscc = found.keep(code.map(uscc::Uscc::into_code));
    }
}

fn organisation(
    given: &LicenceDecision,
    personal: &PersonalData,
    (kept, private): (&mut LicenceDecision, &mut PersonalData),
    found: &mut Findings,
) {
    kept.counterparty_name = found.required("decision.counterparty_name", &given.counterparty_name, 200);
    kept.counterparty_uscc =
        found.required_uscc("decision.counterparty_uscc", &given.counterparty_uscc, "行政相对人");
    private.legal_representative =
        found.required("personal.legal_representative", &personal.legal_representative, 50);
}

/// The numbers that organisations had before the unified code.
fn legacy_numbers(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    kept.registration_number = found.text("decision.registration_number", &given.registration_number, 50);
    kept.organisation_code = found.text("decision.organisation_code", &given.organisation_code, 9);
    kept.tax_number = found.text("decision.tax_number", &given.tax_number, 20);
    kept.institution_number = found.text("decision.institution_number", &given.institution_number, 50);
    kept.social_organisation_number =
        found.text("decision.social_organisation_number", &given.social_organisation_number, 50);
}

/// A sole trader's tax or registration number is often the holder's identity number, or holds it with two digits more: that is personal
/// data and does not rest among the rest.
fn mask_personal_numbers(kept: &mut LicenceDecision, found: &mut Findings) {
    for number in [&mut kept.tax_number, &mut kept.registration_number] {
        let masked = without_identity_numbers(number);
        if *number != masked {
            *number = masked;
            found.doubt("税务登记号或工商注册号为身份证件号码，已作遮盖");
        }
    }
}

/// Type and number of an identity document: both or neither, both where `required`.
fn document(
    (type_field, kind): (&str, &str),
    (number_field, number): (&str, &str),
    required: bool,
    today: Date,
    found: &mut Findings,
) -> (String, String) {
    let (has_type, has_number) = (!kind.trim().is_empty(), !number.trim().is_empty());
    if !has_type && (required || has_number) {
        found.absent(type_field);
    }
    if !has_number && (required || has_type) {
        found.absent(number_field);
    }
    if !has_type || !has_number {
        return (String::new(), String::new());
    }
    let kind = found.keep(identity_document::check_type(type_field, kind));
    if kind.is_empty() {
        return (kind, String::new());
    }
    let number = found.keep(identity_document::check_number(number_field, &kind, number, today));
    (kind, number)
}
