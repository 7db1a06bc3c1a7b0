//! The office moves a meeting that was not held (改期).

use duty::Withdrawal;
use ids::MeetingId;
use jiff::Timestamp;
use refusal::Refusal;
use shell::{Context, Error};
use workdays::{Calendar, Reading};

use super::{
    announce::{News, announce},
    held_seat,
    invite_to_meeting::say_owed,
    materials_due::materials_due,
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Material, Meeting, Step, cover},
    rules::chair::may_preside,
    store,
};

/// To when, to where, and why.
pub(crate) struct NewDate {
    pub(crate) start_at: Timestamp,
    /// None: where it was to be.
    pub(crate) place: Option<String>,
    pub(crate) reason: String,
}

/// Moves it; answers are asked for again. What the office owes (C13) has the new date, unless all was sent.
pub(crate) async fn reschedule_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    to: NewDate,
    calendar: &Calendar,
    reading: Reading,
) -> Result<(Meeting, Vec<Material>), Error> {
    let step = Step::of(context)?;
    let meeting = store::meeting::lock(context.tx, id).await?;
    let mut meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    let day = clock::civil_date(to.start_at);
    let seat = held_seat(context.tx, "start_time", meeting.presided_by, day).await?;
    meeting.follow(meeting.presided_by, seat.id);
    may_preside(meeting.kind, seat.role, true)?;
    let due = || materials_due(to.start_at, step.at, calendar, reading);
    let before = meeting.reschedule(to.start_at, to.place, due)?;
    store::meeting::save(context.tx, &meeting).await?;
    store::participant::ask_again(context.tx, id).await?;
    store::meeting::note_step(context.tx, &meeting, "rescheduled", &step, Some(&to.reason)).await?;
    let materials = store::material::of_meeting(context.tx, id).await?;
    if let Some(before) = before.filter(|_| !cover(&materials, &meeting)) {
        if let Some(withdrawn) = before.withdrawn(step.at, Withdrawal::Rescheduled) {
            context.say(&withdrawn);
        }
        say_owed(context, &meeting).await?;
    }
    let units = whom_to_tell(context.tx, &meeting).await?;
    announce(context, &News::Rescheduled(&meeting), &units);
    Ok((meeting, materials))
}
