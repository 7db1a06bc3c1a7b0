//! The import proper: slice by slice, each in its own transaction, its verdicts told after its commit.

use ids::{DecisionId, OfficialId, RequestId};
use proto::approval::v1::{ImportHeader, ImportProgress, ImportSummary, import_decisions_response::Part};
use refusal::{Kind, Refusal};
use shell::{Caller, Error, Serves, as_caller, done, refused_item};

use super::{RPC, listener::Listener, verdict};
use crate::{
    App,
    import::Row,
    operations::{Asked, Foreseen, Outcome, Verdict, check_rows, import_rows},
};

/// Rows a transaction: large enough that commits do not matter, small enough that progress is seen.
const SLICE: usize = 100;

/// A running import.
pub(super) struct Import {
    pub(super) app: App,
    pub(super) caller: Caller,
    pub(super) official: OfficialId,
    pub(super) id: RequestId,
    pub(super) header: ImportHeader,
    pub(super) rows: Vec<Row>,
    /// What a check would have recorded so far.
    pub(super) foreseen: Foreseen,
}

impl Import {
    /// Imports every row. A client that does not read, or has gone, ends it between two verdicts: what is committed stays,
    /// and a repeat reports it.
    pub(super) async fn run(mut self, mut listener: Listener) -> Result<(), Error> {
        let rows = std::mem::take(&mut self.rows);
        let total = count(rows.len());
        let mut summary = ImportSummary { rows: total, ..ImportSummary::default() };
        let mut progress = ImportProgress { done: 0, total };
        for slice in rows.chunks(SLICE) {
            self.caller.still_stands(&self.app.exchange.reference.directory())?;
            for verdict in self.slice(slice).await? {
                add(&mut summary, &verdict.outcome);
                if listener.tell(Part::Verdict(verdict::to_wire(verdict))).await.is_err() {
                    return Ok(());
                }
            }
            progress.done += count(slice.len());
            if listener.tell(Part::Progress(progress)).await.is_err() {
                return Ok(());
            }
        }
        database::bounded(self.record(&summary)).await?;
        let _ = listener.tell(Part::Summary(summary)).await;
        Ok(())
    }

    /// The audit row of the whole import: what became of its rows. Not the name of the file: it may be that of a person.
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
        done(doors, &self.caller, &mut tx, RPC, Some(self.id.0), &[totals]).await?;
        Ok(tx.commit().await?)
    }

    /// One slice; where it fails as a whole, its rows one by one, so that no row fails for its neighbour. A database that is away ends the
    /// import: what was committed stays, and the repeat goes on there.
    async fn slice(&mut self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        match self.transaction(rows).await {
            Ok(verdicts) => return Ok(verdicts),
            Err(error) => {
                let error = error.without_values();
                tracing::warn!(error, rows = rows.len(), "a slice failed and is replayed row by row");
            }
        }
        let mut verdicts = Vec::with_capacity(rows.len());
        for row in rows {
            match self.transaction(std::slice::from_ref(row)).await {
                Ok(one) => verdicts.extend(one),
                Err(error) if error.is_passing() => return Err(error),
                Err(error) => {
                    let error = error.without_values();
                    tracing::error!(error, line = row.line, "a row could not be recorded");
                    verdicts.push(Verdict { line: row.line, outcome: Outcome::Rejected(not_recorded()) });
                }
            }
        }
        Ok(verdicts)
    }

    async fn transaction(&mut self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        if self.header.validate_only {
            database::bounded(Box::pin(self.check(rows))).await
        } else {
            database::bounded(Box::pin(self.record_rows(rows))).await
        }
    }

    async fn check(&mut self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        let with = self.app.record_context(&self.caller.unit);
        let mut tx = as_caller(self.app.doors(), &self.caller).await?;
        let stock = self.header.stock;
        let (verdicts, new) = check_rows(&mut tx, &with, &self.foreseen, &self.asked(), rows, stock).await?;
        tx.rollback().await?;
        self.foreseen.extend(new);
        Ok(verdicts)
    }

    async fn record_rows(&self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        let doors = self.app.doors();
        let with = self.app.record_context(&self.caller.unit);
        let mut tx = as_caller(doors, &self.caller).await?;
        let mut messages = doors.outbox.messages();
        let stock = self.header.stock;
        let verdicts = import_rows(&mut tx, &mut messages, &with, &self.asked(), rows, stock).await?;
        doors.outbox.send_all(&mut tx, messages).await?;
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

    /// Each slice is asked for when its turn comes.
    fn asked(&self) -> Asked {
        let now = self.app.doors().clock.now();
        Asked { official: self.official.clone(), request_id: self.id, now }
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
