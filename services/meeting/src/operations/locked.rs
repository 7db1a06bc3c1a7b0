//! What an act is about, locked; refused where the caller does not see it.

use ids::{MeetingId, ResolutionId};
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Meeting, Resolution},
    store,
};

/// Locks a meeting.
pub(super) async fn lock_meeting(context: &mut Context<'_>, id: MeetingId) -> Result<Meeting, Error> {
    let meeting = store::meeting::lock(context.tx, id).await?;
    Ok(meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?)
}

/// Locks a resolution.
pub(super) async fn lock_resolution(
    context: &mut Context<'_>,
    id: ResolutionId,
) -> Result<Resolution, Error> {
    let resolution = store::resolution::lock(context.tx, id).await?;
    Ok(resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?)
}
