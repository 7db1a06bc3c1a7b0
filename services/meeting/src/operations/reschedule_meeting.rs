//! The office moves a meeting that was not held (改期).

use duty::Withdrawal;
use ids::MeetingId;
use jiff::Timestamp;
use proto::words::meeting::{AnnouncementKind, MeetingAct};
use shell::{Context, Error};
use workdays::{Calendar, Reading};

use super::{
    announce::{tell_invited, when_and_where},
    lock_meeting,
    materials_due::{materials_due, say_materials_owed},
    seat_as_held,
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
    let mut meeting = lock_meeting(context, id).await?;
    let day = clock::civil_date(to.start_at);
    let seat = seat_as_held(context.tx, "start_time", meeting.presided_by, day).await?;
    meeting.replace_chair(meeting.presided_by, seat.id);
    may_preside(meeting.kind, seat.role, true)?;
    let due = || materials_due(to.start_at, step.at, calendar, reading);
    let before = meeting.reschedule(to.start_at, to.place, due)?;
    store::meeting::save(context.tx, &meeting, MeetingAct::Rescheduled, &step, Some(&to.reason)).await?;
    store::participant::ask_again(context.tx, id).await?;
    let materials = store::material::of_meeting(context.tx, id).await?;
    if let Some(before) = before.filter(|_| !cover(&materials, &meeting)) {
        context.say_any(before.withdrawn(step.at, Withdrawal::Rescheduled));
        say_materials_owed(context, &meeting).await?;
    }
    let what = format!("改于{}召开，请重新答复", when_and_where(&meeting));
    tell_invited(context, AnnouncementKind::Rescheduled, &meeting, &what).await?;
    Ok((meeting, materials))
}
