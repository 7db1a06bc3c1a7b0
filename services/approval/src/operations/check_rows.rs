//! Says what an import would make of a slice of a publicity file, and cannot write: its transaction is read-only. So a check
//! of a whole year holds no lock that anybody waits for.

use std::collections::HashMap;

use jiff::civil::Date;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{
    Desk, Recorded,
    import_rows::{Outcome, Verdict, drafts, numbered, outcome, verdicts},
    record_decision::{Submitted, decide, known, routes},
};
use crate::{import::Row, store};

/// What a check would have recorded so far, and nobody can find: document and certificate number, and the digest by which
/// the same content is known again.
#[derive(Default)]
pub(crate) struct Foreseen(HashMap<(String, String), Vec<u8>>);

/// The verdict that each row of the slice would get after the rows that were `foreseen`; to be added to them when the slice
/// is through.
pub(crate) async fn check_rows(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    foreseen: &Foreseen,
    rows: &[Row],
    today: Date,
    stock: bool,
) -> Result<(Vec<Verdict>, Foreseen), shell::Error> {
    store::read_only::set(tx).await?;
    let (drafts, refused) = drafts(rows, today, stock);
    let routes = routes(tx, desk, &drafts).await?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut new = Foreseen::default();
    for (draft, route) in drafts.into_iter().zip(routes) {
        let submitted = Submitted::of(desk, &draft);
        if let Some(known) = known(tx, desk, &submitted).await? {
            outcomes.push(outcome(known));
            continue;
        }
        if let Some(known) = foreseen.known(&submitted).or_else(|| new.known(&submitted)) {
            outcomes.push(known);
            continue;
        }
        let decided = decide(desk, draft, &submitted, &route);
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
        let numbers = (submitted.document_number, submitted.certificate_number);
        self.0.insert(numbers, submitted.digests.publicity);
    }

    fn known(&self, submitted: &Submitted) -> Option<Outcome> {
        let numbers = (submitted.document_number.clone(), submitted.certificate_number.clone());
        let earlier = self.0.get(&numbers)?;
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
