//! The invitation to a meeting that the caller sees, as an entry of a calendar.

use ids::MeetingId;
use proto::meeting::v1::{GetInvitationRequest, GetInvitationResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use crate::{App, calendar_entry::calendar_entry, store};

impl Read<App> for GetInvitationRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: MeetingId = parse_id("id", &self.id)?;
        let meeting = store::meeting::find(view.tx, id).await?;
        let meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
        meeting.state.must_be_announced()?;
        let topics = store::topic::find_all(view.tx, &meeting.topics).await?;
        Ok(GetInvitationResponse { ics: calendar_entry(&meeting, &topics) })
    }
}
