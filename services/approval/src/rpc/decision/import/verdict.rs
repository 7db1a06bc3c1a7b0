//! Verdicts (判定) as callers see them: each problem under the heading of its column, where its row can be mended.

use proto::approval::v1::{RowProblem, RowVerdict};
use refusal::Refusal;

use crate::{
    import::column_of,
    operations::{RowOutcome, Verdict},
};

/// The column that finds the item.
const CERTIFICATE_NAME: &str = "decision.certificate_name";

/// A verdict for the wire.
pub(super) fn to_wire(verdict: Verdict) -> RowVerdict {
    let line = i32::try_from(verdict.line).unwrap_or(i32::MAX);
    let outcome = verdict.outcome.word().into();
    let (id, problems) = match verdict.outcome {
        RowOutcome::Accepted(id, _) | RowOutcome::Duplicate(id) => (id, Vec::new()),
        RowOutcome::Unrouted(id, reason) => (id, vec![unrouted(reason)]),
        RowOutcome::Rejected(refusal) => (None, problems(refusal)),
    };
    RowVerdict { line, outcome, decision_id: id.map(|id| id.to_string()).unwrap_or_default(), problems }
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
        return vec![RowProblem {
            column: String::new(),
            reason: refusal.reason.to_owned(),
            message: refusal.en,
            message_zh: refusal.zh,
        }];
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
