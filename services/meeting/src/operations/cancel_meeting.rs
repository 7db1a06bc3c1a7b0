//! The office cancels a meeting that was not held (取消); its topics keep the chief convener's consent.

use duty::Withdrawal;
use ids::MeetingId;
use proto::words::meeting::{AnnouncementKind, MeetingAct};
use shell::{Context, Error};

use super::{announce::tell_invited, lock_meeting};
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
    let mut meeting = lock_meeting(context, id).await?;
    let due = meeting.state.materials().cloned();
    meeting.cancel(step.clone(), reason.clone())?;
    for topic in &meeting.topics {
        let Some(mut topic) = store::topic::lock(context.tx, *topic).await? else { continue };
        topic.unschedule(step.clone())?;
        store::topic::save_state(context.tx, &topic).await?;
    }
    store::meeting::save(context.tx, &meeting, MeetingAct::Cancelled, &step, Some(&reason)).await?;
    let materials = store::material::of_meeting(context.tx, id).await?;
    let due = due.filter(|_| !cover(&materials, &meeting));
    context.say_any(due.and_then(|due| due.withdrawn(step.at, Withdrawal::Cancelled)));
    tell_invited(context, AnnouncementKind::Cancelled, &meeting, "已取消").await?;
    Ok(meeting)
}
