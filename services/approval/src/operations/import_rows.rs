//! Imports a slice of a publicity file: each row gets its verdict, and no row fails for its neighbour.

use std::collections::HashMap;

use ids::{DecisionId, RequestId};
use jiff::civil::Date;
use refusal::{Refusal, Violation};
use sqlx::PgConnection;

use super::{Desk, Draft, Recorded, record_decision};
use crate::{
    import::{Row, row_to_draft},
    model::Routing,
    rules::decision_content::Completeness,
    store::imported_row::{self, ImportedRow},
};

/// What became of one row.
pub(crate) struct Verdict {
    /// Line in the file, the heading being line 1.
    pub(crate) line: u32,
    /// What became of it.
    pub(crate) outcome: Outcome,
}

impl Verdict {
    /// The verdict of an import that only checks: nothing was recorded, so there is no record to name.
    pub(crate) fn without_record(mut self) -> Self {
        if let Outcome::Accepted(id, _) | Outcome::Unrouted(id, _) = &mut self.outcome {
            *id = None;
        }
        self
    }
}

/// What can become of a row.
pub(crate) enum Outcome {
    /// 接收, with how many deliveries were made.
    Accepted(Option<DecisionId>, usize),
    /// 接收待分派, and why.
    Unrouted(Option<DecisionId>, String),
    /// 重复.
    Duplicate(DecisionId),
    /// 退回更正.
    Rejected(Refusal),
}

/// Gives every row of the slice its verdict; those without problems are recorded. What this `import` has recorded before, it
/// reports as it did then.
pub(crate) async fn import_rows(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    import: RequestId,
    rows: &[Row],
    today: Date,
    stock: bool,
) -> Result<Vec<Verdict>, shell::Error> {
    let mut drafts = Vec::new();
    let mut verdicts: Vec<Option<Verdict>> = Vec::with_capacity(rows.len());
    for row in rows {
        match row_to_draft(row).check(today) {
            Ok(checked) => {
                drafts.push(Draft { checked, completeness: Completeness::PublicityFile, stock });
                verdicts.push(None);
            }
            Err(violations) => {
                let outcome = Outcome::Rejected(Refusal::invalid(violations));
                verdicts.push(Some(Verdict { line: row.line, outcome }));
            }
        }
    }
    let mut recorded = record_decision(tx, desk, drafts).await?.into_iter();
    let mut complete = Vec::with_capacity(rows.len());
    for (row, verdict) in rows.iter().zip(verdicts) {
        let verdict = if let Some(verdict) = verdict {
            verdict
        } else {
            let missing = || shell::Error::Fault("a row without an outcome".to_owned());
            Verdict { line: row.line, outcome: outcome(recorded.next().ok_or_else(missing)?) }
        };
        complete.push(verdict);
    }
    let new: Vec<ImportedRow> = complete.iter().filter_map(recorded_now).collect();
    imported_row::insert_all(tx, desk.unit, import, &new).await?;
    as_then(tx, desk, import, complete).await
}

fn recorded_now(verdict: &Verdict) -> Option<ImportedRow> {
    let (decision, deliveries, unrouted_reason) = match &verdict.outcome {
        Outcome::Accepted(decision, deliveries) => (*decision, *deliveries, None),
        Outcome::Unrouted(decision, reason) => (*decision, 0, Some(reason.clone())),
        Outcome::Duplicate(_) | Outcome::Rejected(_) => return None,
    };
    let line = i32::try_from(verdict.line).ok()?;
    Some(ImportedRow {
        line,
        decision: decision?,
        deliveries: i32::try_from(deliveries).ok()?,
        unrouted_reason,
    })
}

/// A duplicate of what the same line of the same import became before is that row again, and gets its verdict.
async fn as_then(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    import: RequestId,
    mut verdicts: Vec<Verdict>,
) -> Result<Vec<Verdict>, shell::Error> {
    let duplicates = verdicts.iter().filter(|verdict| matches!(verdict.outcome, Outcome::Duplicate(_)));
    let lines: Vec<i32> = duplicates.filter_map(|verdict| i32::try_from(verdict.line).ok()).collect();
    let then = imported_row::find_all(tx, desk.unit, import, &lines).await?;
    let mut then: HashMap<i32, ImportedRow> = then.into_iter().map(|row| (row.line, row)).collect();
    for verdict in &mut verdicts {
        let Outcome::Duplicate(earlier) = verdict.outcome else { continue };
        let row = i32::try_from(verdict.line).ok().and_then(|line| then.remove(&line));
        let Some(row) = row.filter(|row| row.decision == earlier) else { continue };
        verdict.outcome = match row.unrouted_reason {
            Some(reason) => Outcome::Unrouted(Some(earlier), reason),
            None => Outcome::Accepted(Some(earlier), usize::try_from(row.deliveries).unwrap_or_default()),
        };
    }
    Ok(verdicts)
}

fn outcome(recorded: Result<Recorded, Refusal>) -> Outcome {
    match recorded {
        Ok(Recorded::New(decision, deliveries)) => match decision.routing {
            Routing::Routed { .. } => Outcome::Accepted(Some(decision.id), deliveries),
            Routing::Unrouted { reason } => Outcome::Unrouted(Some(decision.id), reason),
        },
        Ok(Recorded::Duplicate(earlier)) => Outcome::Duplicate(earlier.id),
        Err(refusal) => Outcome::Rejected(numbered(refusal)),
    }
}

/// An earlier record under the same number is a problem of the column 行政许可决定文书号.
fn numbered(refusal: Refusal) -> Refusal {
    if refusal.reason != "DECISION_EXISTS" {
        return refusal;
    }
    let violation = Violation {
        field: "decision.document_number".to_owned(),
        code: "recorded_otherwise",
        en: refusal.en.clone(),
        zh: refusal.zh.clone(),
    };
    Refusal { violations: vec![violation], ..refusal }
}
