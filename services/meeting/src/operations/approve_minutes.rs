//! Whoever holds the seat that presided signs the minutes (签发).

use ids::MeetingId;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Minutes, Step},
    rules::{
        minutes_course::must_be_version,
        seat_holder::{Acting, must_have_presided},
        succession::SeatRole,
    },
    store,
};

/// Signs the version that was read. Where the seat changed hands since the meeting, whoever follows in it signs, and where nobody
/// does, the chief convener.
pub(crate) async fn approve_minutes(
    tx: &mut PgConnection,
    meeting: MeetingId,
    version: i32,
    acting: Acting<'_>,
    step: Step,
) -> Result<Result<Minutes, Refusal>, sqlx::Error> {
    let found = store::meeting::find(tx, meeting).await?;
    let minutes = store::minutes::lock_newest(tx, meeting).await?;
    let (Some(meeting), Some(mut minutes)) = (found, minutes) else {
        return Ok(Err(Refusal::not_found("minutes", "会议纪要")));
    };
    let seats = store::seat::all_on(tx, clock::civil_date(step.at)).await?;
    let presided = store::seat::find(tx, meeting.presided_by).await?;
    let follower = presided.and_then(|presided| seats.iter().find(|seat| seat.follows(&presided)));
    let today = follower.or_else(|| seats.iter().find(|seat| seat.role == SeatRole::ChiefConvener));
    let seat = today.map(|seat| (&seat.unit, seat.official.as_ref()));
    let may = must_have_presided(seat, acting).and_then(|()| must_be_version(version, minutes.version));
    if let Err(refusal) = may.and_then(|()| minutes.approve(step)) {
        return Ok(Err(refusal));
    }
    store::minutes::save_state(tx, &minutes).await?;
    Ok(Ok(minutes))
}
