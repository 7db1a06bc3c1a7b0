//! The office invites to a meeting (会议通知); again, whoever joined the roster since.

use std::collections::BTreeSet;

use ids::MeetingId;
use proto::words::meeting::{AnnouncementKind, MeetingAct};
use shell::{Context, Error};
use workdays::{Calendar, Reading};

use super::{
    announce::{announce_meeting, chairs, when_and_where},
    lock_meeting,
    materials_due::{materials_due, say_materials_owed},
    seat_as_held, whom_to_invite,
};
use crate::{
    model::{Meeting, Participant, Step, Who},
    rules::{chair::may_preside, participants::Invitee},
    store,
};

/// Invites whoever is not invited yet; returns everybody who is. The first invitation opens the duty to send the materials (C13).
pub(crate) async fn invite_to_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    calendar: &Calendar,
    reading: Reading,
) -> Result<(Meeting, Vec<Participant>), Error> {
    let step = Step::of(context)?;
    let mut meeting = lock_meeting(context, id).await?;
    let day = clock::civil_date(meeting.start_at);
    let seat = seat_as_held(context.tx, "presided_by", meeting.presided_by, day).await?;
    meeting.replace_chair(meeting.presided_by, seat.id);
    may_preside(meeting.kind, seat.role, meeting.is_delegated_to(seat.id))?;
    let due = materials_due(meeting.start_at, step.at, calendar, reading)?;
    let is_first = meeting.invite(step.clone(), due)?;
    let new = new_participants(context, &meeting).await?;
    store::participant::insert_all(context.tx, id, &new).await?;
    store::meeting::save(context.tx, &meeting, MeetingAct::Invited, &step, None).await?;
    let participants = store::participant::of_meeting(context.tx, id).await?;
    let units: Vec<String> =
        participants.iter().filter_map(Participant::unit).map(ToString::to_string).collect();
    store::meeting::set_invited(context.tx, id, &units).await?;
    let mut told: BTreeSet<_> = new.iter().filter_map(Participant::unit).cloned().collect();
    if is_first {
        say_materials_owed(context, &meeting).await?;
        told.extend(chairs(context, &meeting).await?);
    }
    let what = format!("定于{}召开，请答复", when_and_where(&meeting));
    announce_meeting(context, &told, AnnouncementKind::Invitation, &meeting, &what);
    Ok((meeting, participants))
}

/// Whoever is to be invited and was not yet.
async fn new_participants(context: &mut Context<'_>, meeting: &Meeting) -> Result<Vec<Participant>, Error> {
    let (everybody, _) = whom_to_invite(context.tx, meeting).await?;
    let known = store::participant::of_meeting(context.tx, meeting.id).await?;
    let known: BTreeSet<_> = known.iter().filter_map(Participant::unit).collect();
    let new = everybody.into_iter().filter(|invitee| !known.contains(&invitee.unit));
    Ok(new.map(|Invitee { unit, kind }| Participant::invited(meeting.id, Who::Unit { unit, kind })).collect())
}
