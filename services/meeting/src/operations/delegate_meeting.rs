//! The chief convener lets a convener preside over a topical meeting (委托召集人主持).

use ids::{MeetingId, SeatId};
use proto::words::meeting::MeetingAct;
use shell::{Context, Error};

use super::{lock_meeting, seat_as_held};
use crate::{
    model::{Meeting, Step},
    store,
};

/// Delegates it to the seat as that is held on the day of the meeting.
pub(crate) async fn delegate_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    to: SeatId,
) -> Result<Meeting, Error> {
    let step = Step::of(context)?;
    let mut meeting = lock_meeting(context, id).await?;
    let seat = seat_as_held(context.tx, "seat", to, clock::civil_date(meeting.start_at)).await?;
    meeting.delegate(&seat, step.clone())?;
    store::meeting::save(context.tx, &meeting, MeetingAct::Delegated, &step, None).await?;
    Ok(meeting)
}
