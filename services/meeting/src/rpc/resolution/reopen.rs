//! The office gives a resolution back to its lead unit (退回补办).

use proto::meeting::v1::{ReopenResolutionRequest, ReopenResolutionResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{App, operations};

impl Act<App> for ReopenResolutionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let reason = parse_text("reason", &self.reason, 1000)?;
        let calendar = app.reference.calendar();
        let resolution = operations::reopen_resolution(context, &calendar, id, reason).await?;
        let resolution = Some(present::resolution(&resolution, context.now));
        Ok(Done::with(id, ReopenResolutionResponse { resolution }))
    }
}
