//! GetMeeting.

use ids::MeetingId;
use proto::meeting::v1::{GetMeetingRequest, GetMeetingResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::present_meeting;
use crate::{App, store};

/// A meeting that the caller sees, with its participants, its materials and every step.
pub(super) async fn get_meeting(
    app: App,
    caller: Caller,
    request: GetMeetingRequest,
) -> Result<GetMeetingResponse, Error> {
    let id: MeetingId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let meeting = store::meeting::find(&mut tx, id).await?;
    let meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    let participants = store::participant::of_meeting(&mut tx, id).await?;
    let materials = store::material::of_meeting(&mut tx, id).await?;
    let steps = store::meeting::steps(&mut tx, id).await?;
    Ok(GetMeetingResponse {
        meeting: Some(present_meeting::meeting(&meeting, &materials)),
        participants: participants.iter().map(present_meeting::participant).collect(),
        materials: materials.iter().map(|one| present_meeting::material(one, &meeting)).collect(),
        steps: steps.iter().map(present_meeting::step).collect(),
    })
}
