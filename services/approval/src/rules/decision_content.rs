//! Art. 22(2) — What a push must hold: item, document number, counterparty, contact, date, validity and the rest.
//!
//! All problems are found at once. A decision in legal effect is mirrored as it is: only what cannot be identified or read
//! is refused; what looks wrong in law is kept as a doubt (法律疑点). A publicity file has no contact, case number or address:
//! these are kept as missing (要素缺失).
//!
//! Not modelled: the consultation of major items (Art. 12).

mod commitment;
mod counterparty;
mod findings;
pub(crate) mod free_text;
mod particulars;
mod validity;

use std::fmt;

use ids::ItemCode;
use jiff::civil::Date;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use proto::words::exchange::{DecisionKind, LicenceKind};
use refusal::Violation;

use self::findings::Findings;
use super::{division_code, phone, plain_text::for_matching};

/// How much the source can know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Completeness {
    /// Recorded in full: every required field must be there.
    Full,
    /// Read from a 行政许可 publicity file: contact, case number and address may be missing, the item is found later.
    PublicityFile,
}

/// A decision that holds what it must, in normal form: codes folded, dates as `YYYY-MM-DD`, an open end as empty, a natural
/// person's name masked outside the personal data. Printing it shows no personal data.
#[derive(Clone, PartialEq)]
pub(crate) struct CheckedDecision {
    content: LicenceDecision,
    personal: PersonalData,
    item_code: Option<ItemCode>,
    decided_on: Date,
    doubts: Vec<String>,
}

/// What a source says of a decision, as it is checked on a day.
#[derive(Clone, Copy)]
struct Given<'a> {
    decision: &'a LicenceDecision,
    personal: &'a PersonalData,
    today: Date,
}

/// What is kept of it, in normal form.
#[derive(Default)]
struct Kept {
    decision: LicenceDecision,
    personal: PersonalData,
}

/// Checks every field of a decision taken on or before `today`. The fields of a violation are paths such as
/// `decision.valid_to` and `personal.contact_phone`; no violation repeats a value.
pub(crate) fn check(
    given: &LicenceDecision,
    personal: &PersonalData,
    today: Date,
    completeness: Completeness,
) -> Result<CheckedDecision, Vec<Violation>> {
    let mut found = Findings::new(completeness);
    let mut kept = Kept::default();
    let item_code = item(given, &mut kept.decision, &mut found);
    let both = Given { decision: given, personal, today };
    counterparty::check(both, &mut kept, &mut found);
    contact(both, &mut kept, &mut found);
    document(given, &mut kept.decision, &mut found);
    authorities(given, &mut kept.decision, &mut found);
    particulars::check(given, &mut kept.decision, &mut found);
    let decided_on = validity::check(given, today, &mut kept.decision, &mut found);
    commitment::check(given, decided_on, &mut kept.decision, &mut found);
    free_text::mask_people(&mut kept.decision, &mut kept.personal, &mut found);
    let Some(decided_on) = decided_on.filter(|_| found.violations.is_empty()) else {
        return Err(found.violations);
    };
    let Kept { decision: mut content, personal } = kept;
    content.missing_fields = found.missing;
    Ok(CheckedDecision { content, personal, item_code, decided_on, doubts: found.doubts })
}

impl CheckedDecision {
    /// The decision without personal data, in normal form.
    pub(crate) fn content(&self) -> &LicenceDecision {
        &self.content
    }

    /// The personal data in clear: to be sealed, never logged.
    pub(crate) fn personal(&self) -> &PersonalData {
        &self.personal
    }

    /// The item; `None` on a publicity file.
    pub(crate) fn item_code(&self) -> Option<&ItemCode> {
        self.item_code.as_ref()
    }

    /// 许可决定日期: where the push clock starts.
    pub(crate) fn decided_on(&self) -> Date {
        self.decided_on
    }

    /// 法律疑点, in Chinese.
    pub(crate) fn doubts(&self) -> &[String] {
        &self.doubts
    }

    /// Adds doubts that only its source shows.
    #[must_use]
    pub(crate) fn with_doubts(mut self, doubts: &[String]) -> Self {
        self.doubts.extend_from_slice(doubts);
        self
    }

    /// The decision and its personal data.
    pub(crate) fn into_parts(self) -> (LicenceDecision, PersonalData) {
        (self.content, self.personal)
    }
}

impl fmt::Debug for CheckedDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckedDecision")
            .field("document_number", &self.content.document_number)
            .field("certificate_number", &self.content.certificate_number)
            .field("decided_on", &self.decided_on)
            .field("doubts", &self.doubts)
            .finish_non_exhaustive()
    }
}

fn item(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) -> Option<ItemCode> {
    kept.item_name = if found.completeness == Completeness::Full {
        found.required("decision.item_name", &given.item_name, 200)
    } else {
        found.text("decision.item_name", &given.item_name, 200)
    };
    kept.decision_kind = found
        .required_word::<DecisionKind>("decision.decision_kind", given.decision_kind)
        .map_or(0, i32::from);
    given.item_code.trim().clone_into(&mut kept.item_code);
    match kept.item_code.parse() {
        Ok(code) => return Some(code),
        Err(_) if !kept.item_code.is_empty() => found.unknown("decision.item_code"),
        Err(_) if found.completeness == Completeness::Full => found.absent("decision.item_code"),
        Err(_) => {}
    }
    None
}

/// 办件编号, 联系人, 联系电话, 经营场所: what a publicity file does not have.
fn contact(given: Given<'_>, kept: &mut Kept, found: &mut Findings) {
    let Given { decision: given, personal, .. } = given;
    let Kept { decision: kept, personal: private } = kept;
    kept.case_number = found.required_or_missing("decision.case_number", &given.case_number, 50);
    private.contact_name = found.required_or_missing("personal.contact_name", &personal.contact_name, 50);
    private.contact_phone = found.required_or_missing("personal.contact_phone", &personal.contact_phone, 20);
    if !private.contact_phone.is_empty() {
        private.contact_phone = found.keep(phone::check("personal.contact_phone", &private.contact_phone));
    }
    // Needed only for routing by place, so a full record may do without; a publicity file never has it.
    kept.premises_address = found.text("decision.premises_address", &given.premises_address, 400);
    if kept.premises_address.is_empty() && found.completeness == Completeness::PublicityFile {
        found.missing("decision.premises_address");
    }
    if !given.division_code.trim().is_empty() {
        kept.division_code = found.keep(division_code::check("decision.division_code", &given.division_code));
    }
}

fn document(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    kept.document_name = found.required("decision.document_name", &given.document_name, 200);
    kept.document_number = found.required("decision.document_number", &given.document_number, 128);
    kept.certificate_name = found.text("decision.certificate_name", &given.certificate_name, 200);
    kept.certificate_number = found.text("decision.certificate_number", &given.certificate_number, 128);
    if kept.certificate_name.is_empty() != kept.certificate_number.is_empty() {
        found.doubt("许可证书名称与许可编号只填写了一项");
    }
    kept.content = found.required_lines("decision.content", &given.content, 4000);
    kept.remark = found.lines("decision.remark", &given.remark, 4000);
    kept.licence_kind_text = found.text("decision.licence_kind_text", &given.licence_kind_text, 200);
    let kind = found.required_word("decision.licence_kind", given.licence_kind);
    if kind == Some(LicenceKind::Other) && given.licence_kind_text.trim().is_empty() {
        found.absent("decision.licence_kind_text");
    }
    kept.licence_kind = kind.map_or(0, i32::from);
}

fn authorities(given: &LicenceDecision, kept: &mut LicenceDecision, found: &mut Findings) {
    kept.deciding_authority = found.required("decision.deciding_authority", &given.deciding_authority, 200);
    kept.deciding_authority_uscc =
        found.required_uscc("decision.deciding_authority_uscc", &given.deciding_authority_uscc, "许可机关");
    kept.data_source = found.required("decision.data_source", &given.data_source, 200);
    kept.data_source_uscc =
        found.required_uscc("decision.data_source_uscc", &given.data_source_uscc, "数据来源单位");
    kept.displayed_authority = found.text("decision.displayed_authority", &given.displayed_authority, 200);
    let displayed = for_matching(&kept.displayed_authority);
    if !displayed.is_empty() && displayed != for_matching(&kept.deciding_authority) {
        found.doubt("证面发证机关与许可机关不一致");
    }
}

#[cfg(test)]
mod tests;
