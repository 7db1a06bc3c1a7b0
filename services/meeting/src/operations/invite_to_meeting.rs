//! The office invites to a meeting (会议通知); again, whoever joined the roster since.

use std::collections::BTreeSet;

use ids::MeetingId;
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{
    announce::{News, announce},
    held_seat,
    materials_due::{Counting, materials_due, opened},
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
    tx: &mut PgConnection,
    outbox: &Outbox,
    id: MeetingId,
    step: Step,
    counting: &Counting<'_>,
) -> Result<Result<(Meeting, Vec<Participant>), Refusal>, sqlx::Error> {
    let Some(mut meeting) = store::meeting::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    let day = clock::civil_date(meeting.start_at);
    let presides = match held_seat(tx, "presided_by", meeting.presided_by, day).await? {
        Ok(seat) => {
            meeting.follow(meeting.presided_by, seat.id);
            may_preside(meeting.kind, seat.role, meeting.is_delegated_to(seat.id))
        }
        Err(refusal) => Err(refusal),
    };
    let due = presides.and_then(|()| materials_due(meeting.start_at, step.at, counting));
    let is_first = match due.and_then(|due| meeting.invite(step.clone(), due)) {
        Ok(is_first) => is_first,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (everybody, _) = whom_to_invite(tx, &meeting).await?;
    let known = store::participant::of_meeting(tx, id).await?;
    let known: BTreeSet<_> = known.iter().filter_map(Participant::unit).collect();
    let new = everybody.into_iter().filter(|(unit, _)| !known.contains(unit));
    let new: Vec<_> = new.map(|(unit, kind)| Participant::invited(id, Who::Unit { unit, kind })).collect();
    store::participant::insert_all(tx, id, &new).await?;
    store::meeting::save(tx, &meeting).await?;
    store::meeting::note_step(tx, &meeting, "invited", &step, None).await?;
    let participants = store::participant::of_meeting(tx, id).await?;
    let units: Vec<String> =
        participants.iter().filter_map(Participant::unit).map(ToString::to_string).collect();
    store::meeting::set_invited(tx, id, &units).await?;
    let office = store::seat::on(tx, SeatRole::Office, clock::civil_date(step.at)).await?;
    if let (true, Some(office), Some(due)) = (is_first, office, meeting.state.materials()) {
        outbox.send(tx, &[opened(&meeting, due, &office.unit)]).await?;
    }
    let mut units: BTreeSet<_> = new.iter().filter_map(Participant::unit).cloned().collect();
    if is_first {
        units.extend(chairs(tx, &meeting).await?);
    }
    announce(tx, outbox, (News::Invitation(&meeting), step.at), &units).await?;
    Ok(Ok((meeting, participants)))
}
