//! The chief convener lets a convener preside over a topical meeting (委托召集人主持).

use ids::{MeetingId, SeatId};
use refusal::Refusal;
use sqlx::PgConnection;

use super::held_seat;
use crate::{
    model::{Meeting, Step},
    rules::{
        seat_holder::{Acting, must_be_chief_convener},
        succession::SeatRole,
    },
    store,
};

/// Gives the meeting; refused to whoever does not hold the chief convener's seat today.
pub(crate) async fn delegate_meeting(
    tx: &mut PgConnection,
    id: MeetingId,
    to: SeatId,
    acting: Acting<'_>,
    step: &Step,
) -> Result<Result<Meeting, Refusal>, sqlx::Error> {
    let chief = store::seat::on(tx, SeatRole::ChiefConvener, clock::civil_date(step.at)).await?;
    let chief = chief.as_ref().map(|seat| (&seat.unit, seat.official.as_ref()));
    if let Err(refusal) = must_be_chief_convener(chief, acting) {
        return Ok(Err(refusal));
    }
    let Some(mut meeting) = store::meeting::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    let seat = match held_seat(tx, "seat", to, clock::civil_date(meeting.start_at)).await? {
        Ok(seat) => seat,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = meeting.delegate(&seat, step.by.clone(), step.at) {
        return Ok(Err(refusal));
    }
    store::meeting::save(tx, &meeting).await?;
    store::meeting::note_step(tx, &meeting, "delegated", step, None).await?;
    Ok(Ok(meeting))
}
