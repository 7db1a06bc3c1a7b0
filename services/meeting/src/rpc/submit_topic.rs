//! The office submits a topic to the chief convener (报总召集人).

use proto::meeting::v1::{SubmitTopicRequest, SubmitTopicResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present_topic;
use crate::{App, operations};

impl Act<App> for SubmitTopicRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        operations::must_be_office(context).await?;
        let topic = operations::submit_topic(context, id).await?;
        Ok(Done::with(id, SubmitTopicResponse { topic: Some(present_topic::topic(&topic)) }))
    }
}
