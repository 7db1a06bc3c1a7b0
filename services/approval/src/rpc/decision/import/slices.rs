//! The import proper: slice by slice, each in its own transaction, its verdicts told after its commit.

use ids::{DecisionId, OfficialId, RequestId};
use proto::approval::v1::{
    ImportDecisionsRequest, ImportHeader, ImportProgress, ImportSummary, import_decisions_response::Part,
};
use refusal::{Kind, Refusal};
use shell::{Caller, Error, Serves, as_caller, done, refused_item};

use super::{listener::Listener, verdict};
use crate::{
    App,
    import::Row,
    operations::{Foreseen, RecordContext, RowOutcome, Slice, Verdict, check_rows, import_rows},
};

/// The path of the RPC, in the policy and the audit trail.
pub(super) const RPC: &str = <ImportDecisionsRequest as proto::Rpc>::PATH;

/// Rows a transaction: large enough that commits do not matter, small enough that progress is seen.
const SLICE: usize = 100;

/// An import that runs: the file is read, its rows are not all committed.
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
        database::bounded(self.audit(&summary)).await?;
        let _ = listener.tell(Part::Summary(summary)).await;
        Ok(())
    }

    /// Writes the audit row of the whole import: what became of its rows. Not the name of the file: it may be that of a person.
    async fn audit(&self, summary: &ImportSummary) -> Result<(), Error> {
        if self.header.validate_only {
            return Ok(());
        }
        let resources = self.app.resources();
        let ImportSummary { rows, accepted, duplicates, rejected, unrouted, .. } = summary;
        let totals = format!(
            "rows={rows} accepted={accepted} duplicates={duplicates} rejected={rejected} unrouted={unrouted}"
        );
        let mut tx = as_caller(resources, &self.caller).await?;
        done(resources, &self.caller, &mut tx, RPC, Some(self.id.0), &[totals]).await?;
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
                    verdicts.push(Verdict { line: row.line, outcome: RowOutcome::Rejected(not_recorded()) });
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
        let with = self.record_context();
        let mut tx = as_caller(self.app.resources(), &self.caller).await?;
        let (verdicts, new) = check_rows(&mut tx, &with, &self.foreseen, &self.of(rows)).await?;
        tx.rollback().await?;
        self.foreseen.extend(new);
        Ok(verdicts)
    }

    async fn record_rows(&self, rows: &[Row]) -> Result<Vec<Verdict>, Error> {
        let resources = self.app.resources();
        let with = self.record_context();
        let mut tx = as_caller(resources, &self.caller).await?;
        let mut messages = resources.outbox.messages();
        let verdicts = import_rows(&mut tx, &mut messages, &with, &self.of(rows)).await?;
        resources.outbox.send_all(&mut tx, messages).await?;
        let recorded: Vec<String> = verdicts.iter().filter_map(recorded).map(|id| id.to_string()).collect();
        if !recorded.is_empty() {
            done(resources, &self.caller, &mut tx, RPC, Some(self.id.0), &recorded).await?;
        }
        for (line, reason) in verdicts.iter().filter_map(rejected) {
            refused_item(resources, &self.caller, &mut tx, RPC, &format!("{}/{line}", self.id), reason)
                .await?;
        }
        tx.commit().await?;
        resources.outbox.wake();
        Ok(verdicts)
    }

    /// The context of a slice whose turn comes now.
    fn record_context(&self) -> RecordContext<'_> {
        let now = self.app.resources().clock.now();
        self.app.record_context(&self.caller.unit, self.official.clone(), now)
    }

    fn of<'a>(&self, rows: &'a [Row]) -> Slice<'a> {
        Slice { import: self.id, rows, stock: self.header.stock }
    }
}

fn recorded(verdict: &Verdict) -> Option<DecisionId> {
    match verdict.outcome {
        RowOutcome::Accepted(id, _) | RowOutcome::Unrouted(id, _) => id,
        RowOutcome::Duplicate(_) | RowOutcome::Rejected(_) => None,
    }
}

fn rejected(verdict: &Verdict) -> Option<(u32, &'static str)> {
    let RowOutcome::Rejected(refusal) = &verdict.outcome else { return None };
    Some((verdict.line, refusal.reason))
}

fn add(summary: &mut ImportSummary, outcome: &RowOutcome) {
    match outcome {
        RowOutcome::Accepted(_, deliveries) => {
            summary.accepted += 1;
            summary.deliveries += count(*deliveries);
        }
        RowOutcome::Unrouted(..) => {
            summary.accepted += 1;
            summary.unrouted += 1;
        }
        RowOutcome::Duplicate(_) => summary.duplicates += 1,
        RowOutcome::Rejected(_) => summary.rejected += 1,
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
