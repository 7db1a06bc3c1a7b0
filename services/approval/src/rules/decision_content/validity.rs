//! Art. 22(2) — The dates of a decision (许可日期, 有效期).

use jiff::{ToSpan, civil::Date};
use proto::exchange::v1::LicenceDecision;
use proto::words::exchange::DecisionKind;
use refusal::Violation;

use super::findings::Findings;
use crate::rules::legal_date;

/// Writes the dates back in normal form and gives the day of the decision. The beginning of the validity is required for
/// grants only.
pub(super) fn check(
    given: &LicenceDecision,
    today: Date,
    kept: &mut LicenceDecision,
    found: &mut Findings,
) -> Option<Date> {
    let decided_on = decided_on(given, today, found);
    let valid_from = found.keep(legal_date::check("decision.valid_from", &given.valid_from));
    let valid_to = found.keep(legal_date::check_end("decision.valid_to", &given.valid_to));
    if given.valid_from.trim().is_empty() && given.decision_kind == i32::from(DecisionKind::Grant) {
        found.absent("decision.valid_from");
    }
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
    {
        let violation =
            Violation::new("decision.valid_to", "order", "ends before it starts", "有效期至早于有效期自");
        found.violations.push(violation);
    }
    if let (Some(decided), Some(from)) = (decided_on, valid_from)
        && from < decided
    {
        found.doubt("有效期自早于许可决定日期");
    }
    kept.decided_on = written(decided_on);
    kept.valid_from = written(valid_from);
    kept.valid_to = written(valid_to);
    decided_on
}

fn decided_on(given: &LicenceDecision, today: Date, found: &mut Findings) -> Option<Date> {
    let field = "decision.decided_on";
    if given.decided_on.trim().is_empty() {
        found.absent(field);
    }
    let decided = found.keep(legal_date::check(field, &given.decided_on))?;
    if decided > today {
        let zh = "许可决定日期晚于今天";
        found.violations.push(Violation::new(field, "future", "is in the future", zh));
        return None;
    }
    if decided < today.saturating_sub(1.year()) {
        found.doubt("许可决定日期距今超过一年，疑似补录");
    }
    Some(decided)
}

fn written(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
