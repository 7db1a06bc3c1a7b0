//! The office cancels a meeting that was not held (取消); its topics keep the chief convener's consent.

use duty::Withdrawal;
use ids::MeetingId;
use refusal::Refusal;
use shell::{Context, Error};

use super::{
    announce::{News, announce},
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Meeting, Step, cover},
    store,
};

/// Cancels it, and tells whoever was invited.
pub(crate) async fn cancel_meeting(
    context: &mut Context<'_>,
    id: MeetingId,
    reason: String,
) -> Result<Meeting, Error> {
    let step = Step::of(context)?;
    let meeting = store::meeting::lock(context.tx, id).await?;
    let mut meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    let due = meeting.state.materials().cloned();
    meeting.cancel(step.clone(), reason.clone())?;
    for topic in &meeting.topics {
        let Some(mut topic) = store::topic::lock(context.tx, *topic).await? else { continue };
        topic.unschedule(step.clone())?;
        store::topic::save_state(context.tx, &topic).await?;
    }
    store::meeting::save(context.tx, &meeting).await?;
    store::meeting::note_step(context.tx, &meeting, "cancelled", &step, Some(&reason)).await?;
    let materials = store::material::of_meeting(context.tx, id).await?;
    let due = due.filter(|_| !cover(&materials, &meeting));
    if let Some(withdrawn) = due.and_then(|due| due.withdrawn(step.at, Withdrawal::Cancelled)) {
        context.say(&withdrawn);
    }
    let units = whom_to_tell(context.tx, &meeting).await?;
    announce(context, &News::Cancelled(&meeting), &units);
    Ok(meeting)
}
