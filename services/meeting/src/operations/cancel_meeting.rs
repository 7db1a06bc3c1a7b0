//! The office cancels a meeting that was not held (取消); its topics keep the chief convener's consent.

use ids::MeetingId;
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{
    announce::{News, announce},
    materials_due::withdrawn,
    whom_to_tell::whom_to_tell,
};
use crate::{
    model::{Meeting, Step, cover},
    store,
};

/// Cancels it, and tells whoever was invited.
pub(crate) async fn cancel_meeting(
    tx: &mut PgConnection,
    outbox: &Outbox,
    id: MeetingId,
    step: Step,
    reason: String,
) -> Result<Result<Meeting, Refusal>, sqlx::Error> {
    let Some(mut meeting) = store::meeting::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    let due = meeting.state.materials().cloned();
    if let Err(refusal) = meeting.cancel(step.clone(), reason.clone()) {
        return Ok(Err(refusal));
    }
    for topic in &meeting.topics {
        let Some(mut topic) = store::topic::lock(tx, *topic).await? else { continue };
        if let Err(refusal) = topic.unschedule(step.clone()) {
            return Ok(Err(refusal));
        }
        store::topic::save_state(tx, &topic).await?;
    }
    store::meeting::save(tx, &meeting).await?;
    store::meeting::note_step(tx, &meeting, "cancelled", &step, Some(&reason)).await?;
    let materials = store::material::of_meeting(tx, id).await?;
    if let Some(due) = due.filter(|_| !cover(&materials, &meeting)) {
        outbox.send(tx, &[withdrawn(&due, step.at, "cancelled")]).await?;
    }
    let units = whom_to_tell(tx, &meeting).await?;
    announce(tx, outbox, (News::Cancelled(&meeting), step.at), &units).await?;
    Ok(Ok(meeting))
}
