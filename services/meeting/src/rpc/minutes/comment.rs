//! An invited unit comments on the minutes (反馈意见).

use ids::MeetingId;
use proto::meeting::v1::{CommentOnMinutesRequest, CommentOnMinutesResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_paragraphs};

use super::present;
use crate::{App, operations};

impl Act<App> for CommentOnMinutesRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: MeetingId = parse_id("meeting_id", &self.meeting_id)?;
        let text = parse_paragraphs("text", &self.text, 1000)?;
        let comment = operations::comment_on_minutes(context, id, text).await?;
        let comment = Some(present::comment(&comment));
        Ok(Done::with(id, CommentOnMinutesResponse { comment }))
    }
}
