//! The import proper: slice by slice, each in its own transaction, its verdicts told after its commit.

use std::{sync::Arc, time::Duration};

use ids::{DecisionId, OfficialId, RequestId};
use proto::approval::v1::{
    ImportDecisionsResponse, ImportHeader, ImportProgress, ImportSummary, import_decisions_response::Part,
};
use refusal::{Kind, Refusal};
use shell::{Caller, Error, as_caller, done, refused_item};
use tokio::sync::mpsc::Sender;
use tonic::Status;

use super::{RPC, verdict};
use crate::{
    App,
    import::Row,
    operations::{Outcome, Verdict, import_rows},
};

/// Rows a transaction: large enough that commits do not matter, small enough that progress is seen.
const SLICE: usize = 100;

/// How long a client may leave verdicts unread.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// A running import.
pub(super) struct Import {
    pub(super) app: Arc<App>,
    pub(super) caller: Caller,
    pub(super) official: OfficialId,
    pub(super) id: RequestId,
    pub(super) header: ImportHeader,
    pub(super) rows: Vec<Row>,
}

impl Import {
    /// Imports every row. Stops between two slices when nobody listens any more.
    pub(super) async fn run(
        self,
        answers: &Sender<Result<ImportDecisionsResponse, Status>>,
    ) -> Result<(), Error> {
        let total = count(self.rows.len());
        let mut summary = ImportSummary { rows: total, ..ImportSummary::default() };
        let mut progress = ImportProgress { done: 0, total };
        for slice in self.rows.chunks(SLICE) {
            self.caller.still_stands(&self.app.exchange.reference.directory())?;
            for verdict in self.slice(slice).await? {
                add(&mut summary, &verdict.outcome);
                if tell(answers, Part::Verdict(verdict::to_wire(verdict))).await.is_err() {
                    return Ok(());
                }
            }
            progress.done += count(slice.len());
            if tell(answers, Part::Progress(progress)).await.is_err() {
                return Ok(());
            }
        }
        self.record(&summary).await?;
        let _ = tell(answers, Part::Summary(summary)).await;
        Ok(())
    }

    /// The audit row of the whole import: which file, and what became of its rows.
    async fn record(&self, summary: &ImportSummary) -> Result<(), Error> {
        if self.header.validate_only {
            return Ok(());
        }
        let doors = self.app.doors();
        let ImportSummary { rows, accepted, duplicates, rejected, unrouted, .. } = summary;
        let totals = format!(
            "rows={rows} accepted={accepted} duplicates={duplicates} rejected={rejected} unrouted={unrouted}"
        );
        let mut tx = as_caller(doors, &self.caller).await?;
        done(doors, &self.caller, &mut tx, RPC, Some(self.id.0), &[self.header.file_name.clone(), totals])
            .await?;
        Ok(tx.commit().await?)
    }

    /// One slice; where it fails as a whole, its rows one by one, so that no row fails for its neighbour.
    async fn slice(&self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        match self.transaction(rows).await {
            Ok(verdicts) => return Ok(verdicts),
            Err(error) => {
                tracing::warn!(%error, rows = rows.len(), "a slice failed and is replayed row by row");
            }
        }
        let mut verdicts = Vec::with_capacity(rows.len());
        for row in rows {
            match self.transaction(std::slice::from_ref(row)).await {
                Ok(one) => verdicts.extend(one),
                Err(error) => {
                    tracing::error!(%error, line = row.line, "a row could not be recorded");
                    verdicts.push(Verdict { line: row.line, outcome: Outcome::Rejected(not_recorded()) });
                }
            }
        }
        Ok(verdicts)
    }

    async fn transaction(&self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        let doors = self.app.doors();
        let calendar = self.app.exchange.reference.calendar();
        let desk = self.app.desk(&self.caller.unit, &self.official, &calendar);
        let today = clock::civil_date(desk.now);
        let mut tx = as_caller(doors, &self.caller).await?;
        let verdicts = import_rows(&mut tx, &desk, self.id, rows, today, self.header.stock).await?;
        if self.header.validate_only {
            tx.rollback().await?;
            return Ok(verdicts.into_iter().map(Verdict::without_record).collect());
        }
        let recorded: Vec<String> = verdicts.iter().filter_map(recorded).map(|id| id.to_string()).collect();
        if !recorded.is_empty() {
            done(doors, &self.caller, &mut tx, RPC, Some(self.id.0), &recorded).await?;
        }
        for (line, reason) in verdicts.iter().filter_map(rejected) {
            refused_item(doors, &self.caller, &mut tx, RPC, &format!("{}/{line}", self.id), reason).await?;
        }
        tx.commit().await?;
        doors.outbox.wake();
        Ok(verdicts)
    }
}

fn recorded(verdict: &Verdict) -> Option<DecisionId> {
    match verdict.outcome {
        Outcome::Accepted(id, _) | Outcome::Unrouted(id, _) => id,
        Outcome::Duplicate(_) | Outcome::Rejected(_) => None,
    }
}

fn rejected(verdict: &Verdict) -> Option<(u32, &'static str)> {
    let Outcome::Rejected(refusal) = &verdict.outcome else { return None };
    Some((verdict.line, refusal.reason))
}

fn add(summary: &mut ImportSummary, outcome: &Outcome) {
    match outcome {
        Outcome::Accepted(_, deliveries) => {
            summary.accepted += 1;
            summary.deliveries += count(*deliveries);
        }
        Outcome::Unrouted(..) => {
            summary.accepted += 1;
            summary.unrouted += 1;
        }
        Outcome::Duplicate(_) => summary.duplicates += 1,
        Outcome::Rejected(_) => summary.rejected += 1,
    }
}

/// Tells the client. One that does not read, or has gone, ends the import between two rows' verdicts; what is committed
/// stays, and a repeat reports it.
async fn tell(answers: &Sender<Result<ImportDecisionsResponse, Status>>, part: Part) -> Result<(), ()> {
    let answer = Ok(ImportDecisionsResponse { part: Some(part) });
    answers.send_timeout(answer, LONGEST_WAIT).await.map_err(|_| ())
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn not_recorded() -> Refusal {
    let zh = "平台故障，该行未登记，请稍后重新导入";
    Refusal::new(
        Kind::Exhausted,
        "UNAVAILABLE",
        "not recorded for a fault of the platform; import the row again",
        zh,
    )
}
