//! A meeting that the caller sees, with its participants, its materials and every step.

use ids::MeetingId;
use proto::meeting::v1::{GetMeetingRequest, GetMeetingResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, store};

impl Read<App> for GetMeetingRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: MeetingId = parse_id("id", &self.id)?;
        let meeting = store::meeting::find(view.tx, id).await?;
        let meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
        let participants = store::participant::of_meeting(view.tx, id).await?;
        let materials = store::material::of_meeting(view.tx, id).await?;
        let steps = store::meeting::steps(view.tx, id).await?;
        Ok(GetMeetingResponse {
            meeting: Some(present::meeting(&meeting, &materials)),
            participants: participants.iter().map(present::participant).collect(),
            materials: materials.iter().map(|one| present::material(one, &meeting)).collect(),
            steps: steps.iter().map(present::step).collect(),
        })
    }
}
