//! Imports a slice of a publicity file: each row gets its verdict (判定), and no row fails for its neighbour.

use std::collections::HashMap;

use ids::{DecisionId, RequestId};
use mailbox::Messages;
use proto::words::approval::RowVerdictOutcome;
use refusal::{Refusal, Violation};
use shell::Error;
use sqlx::PgConnection;

use super::{Draft, RecordContext, Recorded, record_decision::record_decisions};
use crate::{
    import::{Row, row_to_draft},
    model::Routing,
    rules::decision_content::Completeness,
    store::imported_row::{self, ImportedRow},
};

/// Some rows of a file, which are recorded in one transaction.
pub(crate) struct Slice<'a> {
    /// The import that they are of.
    pub(crate) import: RequestId,
    /// The rows in the order of the file.
    pub(crate) rows: &'a [Row],
    /// 存量: no clock is opened.
    pub(crate) stock: bool,
}

/// What became of one row.
pub(crate) struct Verdict {
    /// Line in the file, the heading being line 1.
    pub(crate) line: u32,
    /// What became of it.
    pub(crate) outcome: RowOutcome,
}

/// What can become of a row.
pub(crate) enum RowOutcome {
    /// 接收, with how many deliveries were made. A check names no decision: there is none.
    Accepted(Option<DecisionId>, usize),
    /// 接收待分派, and why.
    Unrouted(Option<DecisionId>, String),
    /// 重复, of a decision, or of a row above that a check would accept.
    Duplicate(Option<DecisionId>),
    /// 退回更正.
    Rejected(Refusal),
}

impl RowOutcome {
    /// Its word, for the wire.
    pub(crate) fn word(&self) -> RowVerdictOutcome {
        match self {
            Self::Accepted(..) => RowVerdictOutcome::Accepted,
            Self::Unrouted(..) => RowVerdictOutcome::Unrouted,
            Self::Duplicate(_) => RowVerdictOutcome::Duplicate,
            Self::Rejected(_) => RowVerdictOutcome::Rejected,
        }
    }
}

/// Gives every row of the slice its verdict; those without problems are recorded. What the import has recorded before, it
/// reports as it did then.
pub(crate) async fn import_rows(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &RecordContext<'_>,
    slice: &Slice<'_>,
) -> Result<Vec<Verdict>, Error> {
    let (drafts, refused) = drafts(with, slice);
    let recorded = record_decisions(tx, messages, with, drafts).await?;
    let complete = verdicts(slice.rows, refused, recorded.into_iter().map(outcome))?;
    let new: Vec<ImportedRow> = complete.iter().filter_map(recorded_now).collect();
    imported_row::insert_all(tx, with.unit, slice.import, &new).await?;
    as_then(tx, with, slice.import, complete).await
}

/// The rows that are decisions; beside them the refusal of each row that is none, in order.
pub(super) fn drafts(with: &RecordContext<'_>, slice: &Slice<'_>) -> (Vec<Draft>, Vec<Option<Refusal>>) {
    let completeness = Completeness::PublicityFile;
    let today = clock::civil_date(with.now);
    let mut drafts = Vec::new();
    let mut refused = Vec::with_capacity(slice.rows.len());
    for row in slice.rows {
        match row_to_draft(row).check(today) {
            Ok(checked) => {
                drafts.push(Draft { checked, completeness, stock: slice.stock });
                refused.push(None);
            }
            Err(violations) => refused.push(Some(Refusal::invalid(violations))),
        }
    }
    (drafts, refused)
}

/// A verdict for every row: its refusal, or the next outcome.
pub(super) fn verdicts(
    rows: &[Row],
    refused: Vec<Option<Refusal>>,
    mut outcomes: impl Iterator<Item = RowOutcome>,
) -> Result<Vec<Verdict>, Error> {
    let mut verdicts = Vec::with_capacity(rows.len());
    for (row, refusal) in rows.iter().zip(refused) {
        let outcome = refusal.map(RowOutcome::Rejected).or_else(|| outcomes.next());
        let outcome = outcome.ok_or_else(|| Error::Fault("a row without an outcome".to_owned()))?;
        verdicts.push(Verdict { line: row.line, outcome });
    }
    Ok(verdicts)
}

fn recorded_now(verdict: &Verdict) -> Option<ImportedRow> {
    let (decision, deliveries, unrouted_reason) = match &verdict.outcome {
        RowOutcome::Accepted(decision, deliveries) => (*decision, *deliveries, None),
        RowOutcome::Unrouted(decision, reason) => (*decision, 0, Some(reason.clone())),
        RowOutcome::Duplicate(_) | RowOutcome::Rejected(_) => return None,
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
    with: &RecordContext<'_>,
    import: RequestId,
    mut verdicts: Vec<Verdict>,
) -> Result<Vec<Verdict>, Error> {
    let duplicates = verdicts.iter().filter(|verdict| matches!(verdict.outcome, RowOutcome::Duplicate(_)));
    let lines: Vec<i32> = duplicates.filter_map(|verdict| i32::try_from(verdict.line).ok()).collect();
    let then = imported_row::find_all(tx, with.unit, import, &lines).await?;
    let mut then: HashMap<i32, ImportedRow> = then.into_iter().map(|row| (row.line, row)).collect();
    for verdict in &mut verdicts {
        let RowOutcome::Duplicate(Some(earlier)) = verdict.outcome else { continue };
        let row = i32::try_from(verdict.line).ok().and_then(|line| then.remove(&line));
        let Some(row) = row.filter(|row| row.decision == earlier) else { continue };
        verdict.outcome = match row.unrouted_reason {
            Some(reason) => RowOutcome::Unrouted(Some(earlier), reason),
            None => RowOutcome::Accepted(Some(earlier), usize::try_from(row.deliveries).unwrap_or_default()),
        };
    }
    Ok(verdicts)
}

pub(super) fn outcome(recorded: Result<Recorded, Refusal>) -> RowOutcome {
    match recorded {
        Ok(Recorded::New(decision, deliveries)) => match decision.routing {
            Routing::Routed { .. } => RowOutcome::Accepted(Some(decision.id), deliveries),
            Routing::Unrouted { reason } => RowOutcome::Unrouted(Some(decision.id), reason),
        },
        Ok(Recorded::Duplicate(earlier)) => RowOutcome::Duplicate(Some(earlier.id)),
        Err(refusal) => RowOutcome::Rejected(numbered(refusal)),
    }
}

/// An earlier record under the same number is a problem of the column 行政许可决定文书号.
pub(super) fn numbered(refusal: Refusal) -> Refusal {
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
