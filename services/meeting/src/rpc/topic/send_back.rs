//! The chief convener returns a topic, and says why (总召集人退回).

use proto::meeting::v1::{ReturnTopicRequest, ReturnTopicResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{App, operations};

impl Act<App> for ReturnTopicRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let reason = parse_text("reason", &self.reason, 1000)?;
        let topic = operations::move_topic(context, id, |topic, step| topic.send_back(step, reason)).await?;
        Ok(Done::with(id, ReturnTopicResponse { topic: Some(present::topic(&topic)) }))
    }
}
