//! The office says in its own words what is to be decided (联席会议制度三（二）).

use proto::meeting::v1::{SummariseTopicRequest, SummariseTopicResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_paragraphs};

use super::present;
use crate::{App, operations};

impl Act<App> for SummariseTopicRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let summary = parse_paragraphs("summary", &self.summary, 1000)?;
        let topic = operations::move_topic(context, id, |topic, step| topic.summarise(step, summary)).await?;
        Ok(Done::with(id, SummariseTopicResponse { topic: Some(present::topic(&topic)) }))
    }
}
