//! The office issues the minutes (印发).

use ids::MeetingId;
use proto::meeting::v1::{IssueMinutesRequest, IssueMinutesResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for IssueMinutesRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: MeetingId = parse_id("meeting_id", &self.meeting_id)?;
        let calendar = app.reference.calendar();
        let (minutes, resolutions) = operations::issue_minutes(context, &calendar, id, self.version).await?;
        let minutes = Some(present::minutes(&minutes));
        let resolution_ids = resolutions.iter().map(|resolution| resolution.id.to_string()).collect();
        Ok(Done::with(id, IssueMinutesResponse { minutes, resolution_ids }))
    }
}
