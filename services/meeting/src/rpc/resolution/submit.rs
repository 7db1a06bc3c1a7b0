//! The lead unit says that a resolution is done (提交验收).

use proto::meeting::v1::{SubmitResolutionRequest, SubmitResolutionResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_paragraphs};

use super::present;
use crate::{App, operations};

impl Act<App> for SubmitResolutionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let evidence = parse_paragraphs("evidence", &self.evidence, 1000)?;
        let resolution = operations::submit_resolution(context, id, evidence).await?;
        let resolution = Some(present::resolution(&resolution, context.now));
        Ok(Done::with(id, SubmitResolutionResponse { resolution }))
    }
}
