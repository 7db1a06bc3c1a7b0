//! The chief convener lets a convener preside over a topical meeting (委托召集人主持).

use ids::{MeetingId, SeatId};
use refusal::Refusal;
use shell::{Context, Error};

use super::{held_seat, must_be_chief_convener};
use crate::{
    model::{Meeting, Step},
    store,
};

/// Gives the meeting; refused to whoever does not hold the chief convener's seat today.
pub(crate) async fn delegate_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    to: SeatId,
) -> Result<Meeting, Error> {
    must_be_chief_convener(context).await?;
    let step = Step::of(context)?;
    let meeting = store::meeting::lock(context.tx, id).await?;
    let mut meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    let seat = held_seat(context.tx, "seat", to, clock::civil_date(meeting.start_at)).await?;
    meeting.delegate(&seat, step.by.clone(), step.at)?;
    store::meeting::save(context.tx, &meeting).await?;
    store::meeting::note_step(context.tx, &meeting, "delegated", &step, None).await?;
    Ok(meeting)
}
