//! Enters the duty to answer a letter (督办函) in the ledger, so that it is reminded of like every other; and tells subscribers.

use duty::clocks::L1;
use jiff::Timestamp;
use mailbox::Rejected;
use proto::words::{
    duty::{SubjectKind, Withdrawal},
    notification::LetterState,
};
use reference::Directory;
use sqlx::PgConnection;
use workdays::Calendar;

use super::{Audience, ToSend, fan_out, note_ended, note_opened};
use crate::{
    SERVICE,
    model::{DutyState, Letter, Opening, Recount},
    rules::office_hours::OfficeHours,
    store,
};

/// How many letters are noted in one transaction.
const BATCH: i64 = 100;

/// What a letter is entered in the ledger with.
pub(crate) struct LedgerContext<'a> {
    /// When lamps change.
    pub(crate) office_hours: &'a OfficeHours,
    /// The county's calendar.
    pub(crate) calendar: &'a Calendar,
    /// Who stands on which rung.
    pub(crate) directory: &'a Directory,
    /// The instant at which they are entered.
    pub(crate) now: Timestamp,
}

/// Notes letters that are new, answered or closed; returns how many.
pub(crate) async fn note_letters(tx: &mut PgConnection, by: &LedgerContext<'_>) -> Result<usize, Rejected> {
    let letters = store::letter::lock_unnoted(tx, BATCH).await?;
    let mut openings = Vec::with_capacity(letters.len());
    let mut counts = Vec::with_capacity(letters.len());
    let mut ends = Vec::new();
    for letter in &letters {
        openings.push(opening(letter));
        counts.extend(Recount::read(letter.duty(), letter.deadline.clone(), by.office_hours, by.calendar));
        ends.extend(end(letter).map(|end| (letter.duty(), end)));
    }
    if letters.is_empty() {
        return Ok(0);
    }
    note_opened(tx, SERVICE, by.now, openings, counts).await?;
    note_ended(tx, SERVICE, ends).await?;
    let audience = Audience::of(tx, letters.iter().map(|letter| &letter.unit), by.directory, by.now).await?;
    let unanswered = letters.iter().filter(|letter| letter.state() == LetterState::Issued);
    let told: Vec<ToSend<'_>> = unanswered.map(ToSend::Letter).collect();
    fan_out(tx, &audience, &told, by.now).await?;
    let ids: Vec<_> = letters.iter().map(|letter| letter.id).collect();
    store::letter::note(tx, &ids).await?;
    Ok(letters.len())
}

fn opening(letter: &Letter) -> Opening {
    Opening {
        id: letter.duty(),
        kind: L1.kind.to_owned(),
        owed_by: letter.unit.clone(),
        owed_to: Some(letter.issued_by.clone()),
        subject_type: SubjectKind::Letter,
        subject: letter.id.0,
        subject_name: letter.number.to_string(),
        subject_number: String::new(),
        item_code: String::new(),
    }
}

/// Answered; or closed without an answer, so that none is owed any more.
fn end(letter: &Letter) -> Option<DutyState> {
    if let Some(at) = letter.replied_at {
        return Some(DutyState::Discharged { at });
    }
    let closed = letter.closed.as_ref()?;
    Some(DutyState::Withdrawn { at: closed.at, reason: Withdrawal::LetterClosed })
}
