//! A service has counted an open clock again.

use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyRedated;
use sqlx::PgConnection;
use workdays::Calendar;

use super::unreadable;
use crate::{App, model::Recount, operations, rules::office_hours::OfficeHours};

impl Handle<DutyRedated> for App {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<DutyRedated>]) -> Result<(), Rejected> {
        let calendar = self.reference.calendar();
        for run in events.chunk_by(|one, next| one.sender == next.sender) {
            let Some(first) = run.first() else { continue };
            let mut counts = Vec::with_capacity(run.len());
            for received in run {
                let read = read(&received.event, &self.office_hours, &calendar);
                counts.push(read.ok_or_else(|| unreadable(received.id))?);
            }
            operations::note_redated(tx, &first.sender, counts).await?;
        }
        Ok(())
    }
}

fn read(event: &DutyRedated, office_hours: &OfficeHours, calendar: &Calendar) -> Option<Recount> {
    Recount::read(event.duty_id.parse().ok()?, event.deadline.clone()?, office_hours, calendar)
}
