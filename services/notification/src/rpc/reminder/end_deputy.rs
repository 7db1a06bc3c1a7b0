//! Whoever was away is back today: their deputy (代理) stands in no more.

use proto::notification::v1::{EndDeputyRequest, EndDeputyResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present::present_deputy;
use crate::{App, operations};

impl Act<App> for EndDeputyRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let ended = operations::end_deputy(context, id).await?;
        Ok(Done::with(id, EndDeputyResponse { deputy: Some(present_deputy(&ended)) }))
    }
}
