//! The office finds that a resolution is done (验收).

use proto::meeting::v1::{AcceptResolutionRequest, AcceptResolutionResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present_resolution;
use crate::{App, operations};

impl Act<App> for AcceptResolutionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        operations::must_be_office(context).await?;
        let resolution = operations::accept_resolution(context, id).await?;
        let resolution = Some(present_resolution::resolution(&resolution, context.now));
        Ok(Done::with(id, AcceptResolutionResponse { resolution }))
    }
}
