//! The chief convener consents to a topic (总召集人同意).

use proto::meeting::v1::{ApproveTopicRequest, ApproveTopicResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, model::Topic, operations};

impl Act<App> for ApproveTopicRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let topic = operations::move_topic(context, id, Topic::approve).await?;
        Ok(Done::with(id, ApproveTopicResponse { topic: Some(present::topic(&topic)) }))
    }
}
