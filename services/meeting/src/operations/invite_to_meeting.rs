//! The office invites to a meeting (会议通知); again, whoever joined the roster since.

use std::collections::BTreeSet;

use ids::MeetingId;
use refusal::Refusal;
use shell::{Context, Error};
use workdays::{Calendar, Reading};

use super::{
    announce::{News, announce},
    held_seat,
    materials_due::{materials_due, opened},
    whom_to_invite,
    whom_to_tell::chairs,
};
use crate::{
    model::{Meeting, Participant, Step, Who},
    rules::{chair::may_preside, succession::SeatRole},
    store,
};

/// Gives the meeting and everybody who is invited. The first invitation opens the duty to send the materials (C13).
pub(crate) async fn invite_to_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    calendar: &Calendar,
    reading: Reading,
) -> Result<(Meeting, Vec<Participant>), Error> {
    let step = Step::of(context)?;
    let meeting = store::meeting::lock(context.tx, id).await?;
    let mut meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    let day = clock::civil_date(meeting.start_at);
    let seat = held_seat(context.tx, "presided_by", meeting.presided_by, day).await?;
    meeting.follow(meeting.presided_by, seat.id);
    may_preside(meeting.kind, seat.role, meeting.is_delegated_to(seat.id))?;
    let due = materials_due(meeting.start_at, step.at, calendar, reading)?;
    let is_first = meeting.invite(step.clone(), due)?;
    let new = new_participants(context, &meeting).await?;
    store::participant::insert_all(context.tx, id, &new).await?;
    store::meeting::save(context.tx, &meeting).await?;
    store::meeting::note_step(context.tx, &meeting, "invited", &step, None).await?;
    let participants = store::participant::of_meeting(context.tx, id).await?;
    let units: Vec<String> =
        participants.iter().filter_map(Participant::unit).map(ToString::to_string).collect();
    store::meeting::set_invited(context.tx, id, &units).await?;
    let mut told: BTreeSet<_> = new.iter().filter_map(Participant::unit).cloned().collect();
    if is_first {
        say_owed(context, &meeting).await?;
        told.extend(chairs(context.tx, &meeting).await?);
    }
    announce(context, &News::Invitation(&meeting), &told);
    Ok((meeting, participants))
}

/// Whoever is to be invited and was not yet.
async fn new_participants(context: &mut Context<'_>, meeting: &Meeting) -> Result<Vec<Participant>, Error> {
    let (everybody, _) = whom_to_invite(context.tx, meeting).await?;
    let known = store::participant::of_meeting(context.tx, meeting.id).await?;
    let known: BTreeSet<_> = known.iter().filter_map(Participant::unit).collect();
    let new = everybody.into_iter().filter(|(unit, _)| !known.contains(unit));
    Ok(new.map(|(unit, kind)| Participant::invited(meeting.id, Who::Unit { unit, kind })).collect())
}

/// That the office owes the materials.
pub(super) async fn say_owed(context: &mut Context<'_>, meeting: &Meeting) -> Result<(), Error> {
    let office = store::seat::on(context.tx, SeatRole::Office, clock::civil_date(context.now)).await?;
    let Some((office, due)) = office.zip(meeting.state.materials()) else { return Ok(()) };
    if let Some(opened) = opened(meeting, due, &office.unit) {
        context.say(&opened);
    }
    Ok(())
}
