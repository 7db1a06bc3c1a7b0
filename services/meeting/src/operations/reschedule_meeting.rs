//! The office moves a meeting that was not held (改期).

use ids::MeetingId;
use jiff::Timestamp;
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{
    announce::{News, announce},
    held_seat,
    materials_due::{Counting, materials_due, opened, withdrawn},
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Material, Meeting, Step, cover},
    rules::{chair::may_preside, succession::SeatRole},
    store,
};

/// To when, to where, and why.
pub(crate) struct Rescheduling {
    pub(crate) start_at: Timestamp,
    /// None: where it was to be.
    pub(crate) place: Option<String>,
    pub(crate) reason: String,
}

/// Moves it; answers are asked for again. What the office owes (C13) has the new date, unless all was sent.
pub(crate) async fn reschedule_meeting(
    tx: &mut PgConnection,
    outbox: &Outbox,
    id: MeetingId,
    moving: Rescheduling,
    (step, counting): (&Step, &Counting<'_>),
) -> Result<Result<(Meeting, Vec<Material>), Refusal>, sqlx::Error> {
    let Some(mut meeting) = store::meeting::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    let day = clock::civil_date(moving.start_at);
    let presides = match held_seat(tx, "start_time", meeting.presided_by, day).await? {
        Ok(seat) => {
            meeting.follow(meeting.presided_by, seat.id);
            may_preside(meeting.kind, seat.role, true)
        }
        Err(refusal) => Err(refusal),
    };
    let due = || materials_due(moving.start_at, step.at, counting);
    let before = match presides.and_then(|()| meeting.reschedule(moving.start_at, moving.place, due)) {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::meeting::save(tx, &meeting).await?;
    store::participant::ask_again(tx, id).await?;
    store::meeting::note_step(tx, &meeting, "rescheduled", step, Some(&moving.reason)).await?;
    let materials = store::material::of_meeting(tx, id).await?;
    if let (Some(before), Some(due), false) = (before, meeting.state.materials(), cover(&materials, &meeting))
    {
        outbox.send(tx, &[withdrawn(&before, step.at, "rescheduled")]).await?;
        if let Some(office) = store::seat::on(tx, SeatRole::Office, clock::civil_date(step.at)).await? {
            outbox.send(tx, &[opened(&meeting, due, &office.unit)]).await?;
        }
    }
    let units = whom_to_tell(tx, &meeting).await?;
    announce(tx, outbox, (News::Rescheduled(&meeting), step.at), &units).await?;
    Ok(Ok((meeting, materials)))
}
