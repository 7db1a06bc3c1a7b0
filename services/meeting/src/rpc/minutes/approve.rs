//! Whoever presided signs the minutes (签发).

use ids::MeetingId;
use proto::meeting::v1::{ApproveMinutesRequest, ApproveMinutesResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for ApproveMinutesRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: MeetingId = parse_id("meeting_id", &self.meeting_id)?;
        let minutes = operations::approve_minutes(context, id, self.version).await?;
        let minutes = Some(present::minutes(&minutes));
        Ok(Done::with(id, ApproveMinutesResponse { minutes }))
    }
}
