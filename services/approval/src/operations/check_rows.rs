//! Says what an import would make of a slice of a publicity file, and cannot write: its transaction is read-only. So a check
//! of a whole year holds no lock that anybody waits for.

use std::collections::HashMap;

use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use super::{
    RecordContext, Recorded,
    decide::decide,
    duplicate::{Submission, recorded_before},
    import_rows::{RowOutcome, Slice, Verdict, drafts, numbered, outcome, verdicts},
};
use crate::{model::Numbers, store};

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
    slice: &Slice<'_>,
) -> Result<(Vec<Verdict>, Foreseen), Error> {
    store::read_only::set(tx).await?;
    let (drafts, refused) = drafts(with, slice);
    let grounds = with.grounds.now(tx).await?;
    let submissions: Vec<Submission> = drafts.iter().map(|draft| Submission::of(with, draft)).collect();
    let earlier = recorded_before(tx, with, &submissions).await?;

    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut new = Foreseen::default();
    for (draft, submission) in drafts.into_iter().zip(submissions) {
        if let Some(earlier) = earlier.get(&submission.numbers) {
            outcomes.push(outcome(submission.repeats(earlier).map(Recorded::Duplicate)));
            continue;
        }
        if let Some(known) = foreseen.known(&submission).or_else(|| new.known(&submission)) {
            outcomes.push(known);
            continue;
        }
        let decided = decide(with, &grounds, draft, &submission);
        if decided.is_ok() {
            new.add(submission);
        }
        let recorded = decided.map(|decided| {
            let deliveries = decided.deliveries();
            Recorded::New(decided.decision, deliveries)
        });
        outcomes.push(without_record(outcome(recorded)));
    }
    Ok((verdicts(slice.rows, refused, outcomes.into_iter())?, new))
}

impl Foreseen {
    /// Adds what a slice would have recorded.
    pub(crate) fn extend(&mut self, slice: Self) {
        self.0.extend(slice.0);
    }

    fn add(&mut self, submission: Submission) {
        self.0.insert(submission.numbers, submission.digests.publicity);
    }

    fn known(&self, submission: &Submission) -> Option<RowOutcome> {
        let earlier = self.0.get(&submission.numbers)?;
        if *earlier == submission.digests.publicity {
            return Some(RowOutcome::Duplicate(None));
        }
        let en = "a row above has the same numbers and other content";
        let refusal = Refusal::precondition("DECISION_EXISTS", en, "前面的行文书号和许可编号相同，内容不同");
        Some(RowOutcome::Rejected(numbered(refusal)))
    }
}

/// Nothing was recorded, so there is no record to name.
fn without_record(mut outcome: RowOutcome) -> RowOutcome {
    if let RowOutcome::Accepted(id, _) | RowOutcome::Unrouted(id, _) = &mut outcome {
        *id = None;
    }
    outcome
}
