//! A service has opened a clock (时限义务).

use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyOpened;
use shell::timestamp_from_proto;
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    App,
    model::{DutyState, Opening, Recount},
    operations,
    rules::office_hours::OfficeHours,
};

/// Longest line about a duty, in characters.
const LONGEST_LINE: usize = 1000;

impl Handle<DutyOpened> for App {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<DutyOpened>]) -> Result<(), Rejected> {
        let calendar = self.reference.calendar();
        for run in events.chunk_by(|one, next| one.sender == next.sender) {
            let Some(first) = run.first() else { continue };
            let mut openings = Vec::new();
            let mut counts = Vec::new();
            let mut ends = Vec::new();
            for received in run {
                let read = read(&received.event, &self.office_hours, &calendar);
                let (opening, count) = read.ok_or_else(|| received.unreadable())?;
                if let Some(time) = received.event.discharge_time {
                    let at = timestamp_from_proto(time).ok_or_else(|| received.unreadable())?;
                    ends.push((opening.id, DutyState::Discharged { at }));
                }
                openings.push(opening);
                counts.push(count);
            }
            operations::note_opened(tx, &first.sender, first.received_at, openings, counts).await?;
            if !ends.is_empty() {
                operations::note_ended(tx, &first.sender, ends).await?;
            }
        }
        Ok(())
    }
}

fn read(event: &DutyOpened, office_hours: &OfficeHours, calendar: &Calendar) -> Option<(Opening, Recount)> {
    // A sender of an earlier version says both in one line.
    let name = if event.subject_name.is_empty() { &event.title } else { &event.subject_name };
    let opening = Opening {
        id: event.duty_id.parse().ok()?,
        kind: Some(event.kind.clone()).filter(|kind| !kind.is_empty())?,
        owed_by: event.owed_by.parse().ok()?,
        owed_to: if event.owed_to.is_empty() { None } else { Some(event.owed_to.parse().ok()?) },
        subject_type: event.subject_type().word()?,
        subject: event.subject_id.parse().ok()?,
        subject_name: Some(name.clone()).filter(|name| name.chars().count() <= LONGEST_LINE)?,
        subject_number: Some(event.subject_number.clone())
            .filter(|number| number.chars().count() <= LONGEST_LINE)?,
        item_code: event.item_code.clone(),
    };
    let count = Recount::read(opening.id, event.deadline.clone()?, office_hours, calendar)?;
    Some((opening, count))
}
