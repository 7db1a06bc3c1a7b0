//! Art. 24 — What a decision on a promise must hold (告知承诺、容缺审批: 承诺材料信息).
//!
//! A promise is of a condition, of materials that follow, or of both; each has its own last day. What the applicant was not
//! told, or core documents that were not there, make no decision undone: they are doubts (法律疑点).

use jiff::civil::Date;
use proto::exchange::v1::{Commitment, DeferredMaterial, LicenceDecision, ToldElement};
use refusal::Violation;

use super::findings::Findings;
use crate::rules::legal_date;

/// A promise with more materials is no promise of core documents.
const MOST_MATERIALS: usize = 50;

/// What must be told at once (一次性告知).
const TOLD: [(ToldElement, &str); 5] = [
    (ToldElement::Materials, "申请材料"),
    (ToldElement::Conditions, "法定条件和标准"),
    (ToldElement::PromisedMaterials, "承诺材料"),
    (ToldElement::Supervision, "监管方式"),
    (ToldElement::Consequences, "法律后果"),
];

/// Reads the promise of a decision taken on `decided_on`.
pub(super) fn check(
    given: &LicenceDecision,
    decided_on: Option<Date>,
    kept: &mut LicenceDecision,
    found: &mut Findings,
) {
    kept.commitment = given.commitment;
    let field = "decision.commitment_terms";
    match (&given.commitment_terms, given.commitment) {
        (None, false) => {}
        (None, true) => {
            let (en, zh) = ("is required for a decision on a promise", "告知承诺事项必须附承诺材料信息");
            found.violations.push(Violation::new(field, "required", en, zh));
        }
        (Some(_), false) => {
            let (en, zh) =
                ("is given, but the decision rests on no promise", "非告知承诺事项不应附承诺材料信息");
            found.violations.push(Violation::new(field, "not_allowed", en, zh));
        }
        (Some(terms), true) => kept.commitment_terms = Some(read(terms, decided_on, found)),
    }
}

fn read(given: &Commitment, decided_on: Option<Date>, found: &mut Findings) -> Commitment {
    let mut kept = Commitment {
        document_name: found.required("decision.commitment_terms.document_name", &given.document_name, 200),
        document_sha256: digest(&given.document_sha256, found),
        core_documents_complete: given.core_documents_complete,
        catalogue_entry: found.text("decision.commitment_terms.catalogue_entry", &given.catalogue_entry, 64),
        fulfilled_by: last_day(
            "decision.commitment_terms.fulfilled_by",
            &given.fulfilled_by,
            decided_on,
            found,
        ),
        told: told(given, found),
        ..Commitment::default()
    };
    if given.deferred_materials.len() > MOST_MATERIALS {
        let (en, zh) = ("has more than 50 materials", "容缺材料超过50项");
        found.violations.push(Violation::new(
            "decision.commitment_terms.deferred_materials",
            "count",
            en,
            zh,
        ));
        return kept;
    }
    for (place, material) in given.deferred_materials.iter().enumerate() {
        kept.deferred_materials.push(deferred(place, material, decided_on, found));
    }
    if given.fulfilled_by.trim().is_empty() && given.deferred_materials.is_empty() {
        let (en, zh) =
            ("give the last day of the promise, or the materials that follow", "须填写承诺期限或容缺材料");
        found.violations.push(Violation::new("decision.commitment_terms.fulfilled_by", "required", en, zh));
    }
    if !kept.core_documents_complete {
        found.doubt("告知承诺事项核心要件不齐全（第二十四条）");
    }
    if kept.catalogue_entry.is_empty() {
        found.doubt("未注明告知承诺制事项目录条目（第二十四条）");
    }
    kept
}

/// The elements once each, in order.
fn told(given: &Commitment, found: &mut Findings) -> Vec<i32> {
    let known = |element: &i32| TOLD.iter().any(|(known, _)| *element == i32::from(*known));
    if !given.told.iter().all(known) {
        found.unknown("decision.commitment_terms.told");
        return Vec::new();
    }
    let mut told = Vec::new();
    let mut untold = Vec::new();
    for (element, name) in TOLD {
        let element = i32::from(element);
        if given.told.contains(&element) { told.push(element) } else { untold.push(name) }
    }
    if !untold.is_empty() {
        found.doubt(&format!("未一次性告知{}（第二十四条）", untold.join("、")));
    }
    told
}

fn deferred(
    place: usize,
    given: &DeferredMaterial,
    decided_on: Option<Date>,
    found: &mut Findings,
) -> DeferredMaterial {
    let field = |name: &str| format!("decision.commitment_terms.deferred_materials[{place}].{name}");
    let due_on = field("due_on");
    if given.due_on.trim().is_empty() {
        found.absent(&due_on);
    }
    DeferredMaterial {
        code: found.text(&field("code"), &given.code, 64),
        name: found.required(&field("name"), &given.name, 200),
        due_on: last_day(&due_on, &given.due_on, decided_on, found),
    }
}

/// A day of the promise, not before the decision.
fn last_day(field: &str, given: &str, decided_on: Option<Date>, found: &mut Findings) -> String {
    let Some(day) = found.keep(legal_date::check(field, given)) else { return String::new() };
    if decided_on.is_some_and(|decided_on| day < decided_on) {
        let (en, zh) = ("is before the decision", "早于许可决定日期");
        found.violations.push(Violation::new(field, "order", en, zh));
    }
    day.to_string()
}

fn digest(given: &str, found: &mut Findings) -> String {
    let field = "decision.commitment_terms.document_sha256";
    let digest = given.trim().to_ascii_lowercase();
    if digest.is_empty() {
        found.absent(field);
    } else if digest.len() != 64 || !digest.chars().all(|c| c.is_ascii_hexdigit()) {
        let (en, zh) = ("is not 64 hexadecimal digits", "应为64位十六进制数");
        found.violations.push(Violation::new(field, "format", en, zh));
    }
    digest
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rules::decision_content::Completeness;

    fn terms() -> Commitment {
        Commitment {
            told: TOLD.map(|(element, _)| element.into()).to_vec(),
            document_name: "告知承诺书".into(),
            document_sha256: "AB".repeat(32),
            core_documents_complete: true,
            fulfilled_by: "2026/12/31".into(),
            deferred_materials: vec![DeferredMaterial {
                code: "CL-1".into(),
                name: "场所平面图".into(),
                due_on: "2026-11-30".into(),
            }],
            catalogue_entry: "GZCN-7/2".into(),
        }
    }

    /// What is kept, the fields and codes of violations, and the doubts.
    fn checked(commitment: bool, terms: Option<Commitment>) -> (LicenceDecision, Vec<String>, Vec<String>) {
        let given = LicenceDecision { commitment, commitment_terms: terms, ..LicenceDecision::default() };
        let mut kept = LicenceDecision::default();
        let mut found = Findings::new(Completeness::Full);
        check(&given, Some(date(2026, 10, 8)), &mut kept, &mut found);
        let short = |field: &str| field.rsplit("commitment_terms").next().unwrap_or_default().to_owned();
        let problems = found.violations.iter().map(|one| format!("{} {}", short(&one.field), one.code));
        (kept, problems.collect(), found.doubts)
    }

    fn changed(change: impl FnOnce(&mut Commitment)) -> (Vec<String>, Vec<String>) {
        let mut terms = terms();
        change(&mut terms);
        let (_, problems, doubts) = checked(true, Some(terms));
        (problems, doubts)
    }

    #[test]
    fn a_promise_is_kept_in_normal_form() {
        let (kept, problems, doubts) = checked(true, Some(terms()));
        assert_eq!((problems.len(), doubts.len()), (0, 0));
        let normal =
            Commitment { document_sha256: "ab".repeat(32), fulfilled_by: "2026-12-31".into(), ..terms() };
        assert_eq!((kept.commitment, kept.commitment_terms), (true, Some(normal)));
    }

    #[test]
    fn a_promise_and_its_terms_go_together() {
        assert_eq!(checked(true, None).1, [" required"]);
        assert_eq!(checked(false, Some(terms())).1, [" not_allowed"]);
        assert_eq!(checked(false, None).1, [""; 0]);
    }

    #[test]
    fn a_promise_has_a_last_day_or_materials_with_their_own() {
        let condition_only = changed(|terms| terms.deferred_materials.clear());
        let materials_only = changed(|terms| terms.fulfilled_by.clear());
        assert_eq!((condition_only.0.len(), materials_only.0.len()), (0, 0));
        let neither = changed(|terms| {
            terms.deferred_materials.clear();
            terms.fulfilled_by.clear();
        });
        assert_eq!(neither.0, [".fulfilled_by required"]);
        let undated = changed(|terms| terms.deferred_materials[0].due_on.clear());
        assert_eq!(undated.0, [".deferred_materials[0].due_on required"]);
        let before = changed(|terms| terms.deferred_materials[0].due_on = "2026-10-07".into());
        assert_eq!(before.0, [".deferred_materials[0].due_on order"]);
        let many = changed(|terms| terms.deferred_materials = vec![DeferredMaterial::default(); 51]);
        assert_eq!(many.0, [".deferred_materials count"]);
    }

    #[test]
    fn the_signed_document_is_known_by_its_digest() {
        assert_eq!(changed(|terms| terms.document_sha256 = "abc".into()).0, [".document_sha256 format"]);
        assert_eq!(changed(|terms| terms.document_sha256.clear()).0, [".document_sha256 required"]);
        assert_eq!(changed(|terms| terms.document_name.clear()).0, [".document_name required"]);
    }

    #[test]
    fn what_was_not_told_is_a_doubt_and_no_refusal() {
        let (problems, doubts) = changed(|terms| {
            terms.told.retain(|element| *element != i32::from(ToldElement::Consequences));
            terms.core_documents_complete = false;
        });
        assert_eq!(problems.len(), 0);
        assert_eq!(
            doubts,
            ["未一次性告知法律后果（第二十四条）", "告知承诺事项核心要件不齐全（第二十四条）"]
        );
        assert_eq!(changed(|terms| terms.told.push(77)).0, [".told unknown"]);
    }
}
