//! The office submits a topic to the chief convener (报总召集人).

use proto::meeting::v1::{SubmitTopicRequest, SubmitTopicResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, model::Topic, operations};

impl Act<App> for SubmitTopicRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let topic = operations::move_topic(context, id, Topic::submit).await?;
        Ok(Done::with(id, SubmitTopicResponse { topic: Some(present::topic(&topic)) }))
    }
}
