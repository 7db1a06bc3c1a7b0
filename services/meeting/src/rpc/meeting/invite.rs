//! The office invites (会议通知).

use proto::meeting::v1::{InviteToMeetingRequest, InviteToMeetingResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for InviteToMeetingRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let calendar = app.reference.calendar();
        let (meeting, participants) =
            operations::invite_to_meeting(context, id, &calendar, app.reading).await?;
        let answer = InviteToMeetingResponse {
            meeting: Some(present::meeting(&meeting, &[])),
            participants: participants.iter().map(present::participant).collect(),
        };
        Ok(Done::with(id, answer))
    }
}
