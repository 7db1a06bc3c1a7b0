//! Says what an import would make of a slice of a publicity file, and cannot write: its transaction is read-only. So a check
//! of a whole year holds no lock that anybody waits for.

use std::collections::HashMap;

use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use super::{
    Asked, RecordContext, Recorded,
    import_rows::{Outcome, Verdict, drafts, numbered, outcome, verdicts},
    record_decision::{Submitted, decide, known, route},
};
use crate::{import::Row, model::Numbers, store};

/// What a check would have recorded so far, and nobody can find: document and certificate number, and the digest by which
/// the same content is known again.
#[derive(Default)]
pub(crate) struct Foreseen(HashMap<Numbers, Vec<u8>>);

/// The verdict that each row of the slice would get after the rows that were `foreseen`; to be added to them when the slice
/// is through.
pub(crate) async fn check_rows(
    tx: &mut PgConnection,
    with: &RecordContext<'_>,
    foreseen: &Foreseen,
    asked: &Asked,
    rows: &[Row],
    stock: bool,
) -> Result<(Vec<Verdict>, Foreseen), Error> {
    store::read_only::set(tx).await?;
    let (drafts, refused) = drafts(asked, rows, stock);
    let grounds = with.grounds.now(tx).await?;
    let submitted: Vec<Submitted> = drafts.iter().map(|draft| Submitted::of(with, draft)).collect();
    let earlier = known(tx, with, &submitted).await?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut new = Foreseen::default();
    for (draft, submitted) in drafts.into_iter().zip(submitted) {
        let route = route(&grounds, &draft);
        if let Some(earlier) = earlier.get(&submitted.numbers) {
            outcomes.push(outcome(submitted.again(earlier)));
            continue;
        }
        if let Some(known) = foreseen.known(&submitted).or_else(|| new.known(&submitted)) {
            outcomes.push(known);
            continue;
        }
        let decided = decide(with, draft, &submitted, &route);
        if decided.is_ok() {
            new.add(submitted);
        }
        let recorded = decided.map(|(decision, push)| {
            let deliveries = push.map_or(0, |push| push.recipients.len());
            Recorded::New(decision, deliveries)
        });
        outcomes.push(without_record(outcome(recorded)));
    }
    Ok((verdicts(rows, refused, outcomes.into_iter())?, new))
}

impl Foreseen {
    /// Adds what a slice would have recorded.
    pub(crate) fn extend(&mut self, slice: Self) {
        self.0.extend(slice.0);
    }

    fn add(&mut self, submitted: Submitted) {
        self.0.insert(submitted.numbers, submitted.digests.publicity);
    }

    fn known(&self, submitted: &Submitted) -> Option<Outcome> {
        let earlier = self.0.get(&submitted.numbers)?;
        if *earlier == submitted.digests.publicity {
            return Some(Outcome::Duplicate(None));
        }
        let en = "a row above has the same numbers and other content";
        let refusal = Refusal::precondition("DECISION_EXISTS", en, "前面的行文书号和许可编号相同，内容不同");
        Some(Outcome::Rejected(numbered(refusal)))
    }
}

/// Nothing was recorded, so there is no record to name.
fn without_record(mut outcome: Outcome) -> Outcome {
    if let Outcome::Accepted(id, _) | Outcome::Unrouted(id, _) = &mut outcome {
        *id = None;
    }
    outcome
}
