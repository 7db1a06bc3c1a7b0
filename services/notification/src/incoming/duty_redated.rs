//! A service has counted an open clock again.

use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyRedated;
use shell::timestamp_from_proto;
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    App,
    model::{Recount, Redating},
    operations,
    rules::office_hours::OfficeHours,
};

/// Longest cause, in characters.
const LONGEST_CAUSE: usize = 1000;

impl Handle<DutyRedated> for App {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<DutyRedated>]) -> Result<(), Rejected> {
        let calendar = self.reference.calendar();
        for run in events.chunk_by(|one, next| one.sender == next.sender) {
            let Some(first) = run.first() else { continue };
            let mut counts = Vec::with_capacity(run.len());
            let mut redatings = Vec::with_capacity(run.len());
            for received in run {
                let read = read(&received.event, &self.office_hours, &calendar);
                let (count, redating) = read.ok_or_else(|| received.unreadable())?;
                counts.push(count);
                redatings.push(redating);
            }
            operations::note_redated(tx, &first.sender, counts, &redatings).await?;
        }
        Ok(())
    }
}

fn read(event: &DutyRedated, office_hours: &OfficeHours, calendar: &Calendar) -> Option<(Recount, Redating)> {
    let deadline = event.deadline.clone()?;
    let calendar_version = deadline.calendar_version;
    let count = Recount::read(event.duty_id.parse().ok()?, deadline, office_hours, calendar)?;
    let redating = Redating {
        duty: count.id,
        calendar_version,
        previous_due_at: event.previous_due_time.and_then(timestamp_from_proto),
        due_at: count.due_at,
        cause: Some(event.cause.clone()).filter(|cause| cause.chars().count() <= LONGEST_CAUSE)?,
    };
    Some((count, redating))
}
