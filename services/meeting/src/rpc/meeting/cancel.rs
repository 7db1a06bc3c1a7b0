//! The office cancels a meeting (取消).

use proto::meeting::v1::{CancelMeetingRequest, CancelMeetingResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{App, operations};

impl Act<App> for CancelMeetingRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let reason = parse_text("reason", &self.reason, 300)?;
        let meeting = operations::cancel_meeting(context, id, reason).await?;
        let meeting = Some(present::meeting(&meeting, &[]));
        Ok(Done::with(id, CancelMeetingResponse { meeting }))
    }
}
