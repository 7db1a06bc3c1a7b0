//! CommentOnMinutes.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{CommentOnMinutesRequest, CommentOnMinutesResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_paragraphs};

use super::present_minutes;
use crate::{App, model::Step, operations, policy::paths};

/// An invited unit comments (反馈意见).
pub(super) async fn comment_on_minutes(
    app: App,
    caller: Caller,
    request: CommentOnMinutesRequest,
) -> Result<CommentOnMinutesResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("meeting_id", &request.meeting_id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let text = parse_paragraphs("text", &request.text, 1000)?;
    let (rpc, request_id) = (paths::COMMENT_ON_MINUTES, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let said = (caller.unit.clone(), text);
    let comment = operations::comment_on_minutes(write.tx(), id, said, step).await??;
    let answer = CommentOnMinutesResponse { comment: Some(present_minutes::comment(&comment)) };
    write.commit(&[id.to_string()], answer).await
}
