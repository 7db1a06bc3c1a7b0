//! Whoever holds the seat that presided signs the minutes (签发).

use ids::MeetingId;
use proto::words::meeting::SeatRole;
use refusal::Refusal;
use shell::{Context, Error, Role};

use crate::{
    model::{Minutes, Seat, Step},
    rules::{
        minutes_course::must_be_version,
        seat_holder::{Actor, must_have_presided},
    },
    store,
};

/// Signs the version that was read. Where the seat changed hands since the meeting, whoever follows in it signs, and where nobody
/// does, the chief convener.
pub(crate) async fn approve_minutes(
    context: &mut Context<'_>,
    meeting: MeetingId,
    version: i32,
) -> Result<Minutes, Error> {
    let unknown = || Refusal::not_found("minutes", "会议纪要");
    let step = Step::of(context)?;
    let meeting = store::meeting::find(context.tx, meeting).await?.ok_or_else(unknown)?;
    let mut minutes = store::minutes::lock_newest(context.tx, meeting.id).await?.ok_or_else(unknown)?;
    let seats = store::seat::all_on(context.tx, clock::civil_date(step.at)).await?;
    let presided = store::seat::find(context.tx, meeting.presided_by).await?;
    let follower = presided.and_then(|presided| seats.iter().find(|seat| seat.follows(&presided)));
    let today = follower.or_else(|| seats.iter().find(|seat| seat.role == SeatRole::ChiefConvener));
    let caller = context.caller;
    let acting = Actor { unit: &caller.unit, official: &step.by, leads: caller.has(Role::Leader) };
    must_have_presided(today.map(Seat::holder), acting)?;
    must_be_version(version, minutes.version)?;
    minutes.approve(step)?;
    store::minutes::save_state(context.tx, &minutes).await?;
    Ok(minutes)
}
