//! Verdicts for the wire: each problem under the heading of its column.

use ids::DecisionId;
use proto::approval::v1::{RowProblem, RowVerdict, row_verdict::Outcome as ProtoOutcome};
use refusal::Refusal;

use crate::{
    import::column_of,
    operations::{Outcome, Verdict},
};

/// The column that finds the item.
const CERTIFICATE_NAME: &str = "decision.certificate_name";

/// A verdict for the wire.
pub(super) fn to_wire(verdict: Verdict) -> RowVerdict {
    let line = i32::try_from(verdict.line).unwrap_or(i32::MAX);
    let (outcome, decision_id, problems) = match verdict.outcome {
        Outcome::Accepted(id, _) => (ProtoOutcome::Accepted, shown(id), Vec::new()),
        Outcome::Duplicate(id) => (ProtoOutcome::Duplicate, shown(id), Vec::new()),
        Outcome::Unrouted(id, reason) => (ProtoOutcome::Unrouted, shown(id), vec![unrouted(reason)]),
        Outcome::Rejected(refusal) => (ProtoOutcome::Rejected, String::new(), problems(refusal)),
    };
    RowVerdict { line, outcome: outcome.into(), decision_id, problems }
}

fn shown(id: Option<DecisionId>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

fn unrouted(reason: String) -> RowProblem {
    RowProblem {
        column: column_of(CERTIFICATE_NAME).unwrap_or_default().to_owned(),
        reason: "unrouted".to_owned(),
        message: "no supervising unit was found; the decision waits to be routed by hand".to_owned(),
        message_zh: reason,
    }
}

fn problems(refusal: Refusal) -> Vec<RowProblem> {
    if refusal.violations.is_empty() {
        let column = String::new();
        let (reason, message, message_zh) = (refusal.reason.to_owned(), refusal.en, refusal.zh);
        return vec![RowProblem { column, reason, message, message_zh }];
    }
    let mut problems = Vec::with_capacity(refusal.violations.len());
    for violation in refusal.violations {
        problems.push(RowProblem {
            column: column_of(&violation.field).unwrap_or_default().to_owned(),
            reason: violation.code.to_owned(),
            message: violation.en,
            message_zh: violation.zh,
        });
    }
    problems
}
