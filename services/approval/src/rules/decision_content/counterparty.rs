//! Art. 22(2) — The counterparty (行政相对人姓名、名称): who it is decides what identifies it.

use jiff::civil::Date;
use proto::exchange::v1::LicenceDecision;
use proto::words::exchange::CounterpartyKind;
use seal::{free_text::without_identity_numbers, mask};

use super::{Given, Kept, findings::Findings};
use crate::rules::{identity_document, uscc};

/// A person is known by name and document; an organisation or sole trader by name, code and legal representative.
pub(super) fn check(given: Given<'_>, kept: &mut Kept, found: &mut Findings) {
    let Given { decision, personal, today } = given;
    let kind = found.required_word("decision.counterparty_kind", decision.counterparty_kind);
    match kind {
        Some(CounterpartyKind::Person) => person(given, kept, found),
        Some(CounterpartyKind::Organisation | CounterpartyKind::SoleTrader) => {
            organisation(given, kept, found);
        }
        None => {}
    }
    kept.decision.counterparty_kind = decision.counterparty_kind;
    legacy_numbers(decision, &mut kept.decision, found);
    if kind != Some(CounterpartyKind::Organisation) {
        mask_personal_numbers(&mut kept.decision, found);
    }
    let of_person = Document {
        type_field: "decision.person_id_type",
        number_field: "personal.person_id_number",
        kind: decision.person_id_type.clone(),
        number: personal.person_id_number.clone(),
    };
    let of_person = of_person.checked(kind == Some(CounterpartyKind::Person), today, found);
    kept.decision.person_id_type = of_person.kind;
    kept.personal.person_id_number = of_person.number;
    let of_representative = Document {
        type_field: "decision.legal_representative_id_type",
        number_field: "personal.legal_representative_id_number",
        kind: decision.legal_representative_id_type.clone(),
        number: personal.legal_representative_id_number.clone(),
    };
    let of_representative = of_representative.checked(false, today, found);
    kept.decision.legal_representative_id_type = of_representative.kind;
    kept.personal.legal_representative_id_number = of_representative.number;
}

fn person(given: Given<'_>, kept: &mut Kept, found: &mut Findings) {
    let Given { decision: given, personal, .. } = given;
    let Kept { decision: kept, personal: private } = kept;
    private.person_name = found.required("personal.person_name", &personal.person_name, 200);
    kept.counterparty_name = mask::name(&private.person_name);
    private.legal_representative =
        found.text("personal.legal_representative", &personal.legal_representative, 50);
    if !given.counterparty_uscc.trim().is_empty() {
        let code = uscc::check("decision.counterparty_uscc", &given.counterparty_uscc);
        kept.counterparty_uscc = found.keep(code.map(uscc::Uscc::into_code));
    }
}

fn organisation(given: Given<'_>, kept: &mut Kept, found: &mut Findings) {
    let Given { decision: given, personal, .. } = given;
    let Kept { decision: kept, personal: private } = kept;
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

/// An identity document: its type and its number.
struct Document {
    type_field: &'static str,
    number_field: &'static str,
    kind: String,
    number: String,
}

impl Document {
    /// In normal form, where both are given and right; both or neither must be, and both where it is `required`.
    fn checked(self, required: bool, today: Date, found: &mut Findings) -> Self {
        let has_type = !self.kind.trim().is_empty();
        let has_number = !self.number.trim().is_empty();
        if !has_type && (required || has_number) {
            found.absent(self.type_field);
        }
        if !has_number && (required || has_type) {
            found.absent(self.number_field);
        }
        let none = Self { kind: String::new(), number: String::new(), ..self };
        if !has_type || !has_number {
            return none;
        }
        let kind = found.keep(identity_document::check_type(self.type_field, &self.kind));
        if kind.is_empty() {
            return none;
        }
        let number =
            found.keep(identity_document::check_number(self.number_field, &kind, &self.number, today));
        Self { kind, number, ..none }
    }
}
