//! The office accepts a resolution (验收); it is answered as it stands from then on.

use proto::meeting::v1::{AcceptResolutionRequest, AcceptResolutionResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for AcceptResolutionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let resolution = operations::accept_resolution(context, id).await?;
        let resolution = Some(present::resolution(&resolution, context.now));
        Ok(Done::with(id, AcceptResolutionResponse { resolution }))
    }
}
