//! The minutes of a meeting, in a version that the caller sees.

use ids::MeetingId;
use proto::meeting::v1::{GetMinutesRequest, GetMinutesResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, store};

impl Read<App> for GetMinutesRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: MeetingId = parse_id("meeting_id", &self.meeting_id)?;
        let version = Some(self.version).filter(|version| *version != 0);
        let minutes = store::minutes::find(view.tx, id, version).await?;
        let minutes = minutes.ok_or_else(|| Refusal::not_found("minutes", "会议纪要"))?;
        let comments = store::minutes::comments(view.tx, id).await?;
        Ok(GetMinutesResponse {
            minutes: Some(present::minutes(&minutes)),
            comments: comments.iter().map(present::comment).collect(),
        })
    }
}
