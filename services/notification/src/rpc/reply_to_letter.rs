//! ReplyToLetter.

use ids::LetterId;
use prost::Message;
use proto::notification::v1::{ReplyToLetterRequest, ReplyToLetterResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_letter;
use crate::{App, model::LetterReply, operations, policy::paths};

/// The unit answers (Art. 28).
pub(super) async fn reply_to_letter(
    app: App,
    caller: Caller,
    request: ReplyToLetterRequest,
) -> Result<ReplyToLetterResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let id: LetterId = parse_id("id", &request.id)?;
    let (unit, official) = (caller.unit.clone(), caller.acting_official()?);
    let reply =
        LetterReply { letter: id, unit, official, text: parse_text("text", &request.text, 1000)?, at: now };
    let (rpc, request_id) = (paths::REPLY_TO_LETTER, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let letter = operations::reply_to_letter(write.tx(), &reply, now).await??;
    let answer = ReplyToLetterResponse { letter: Some(present_letter::letter(&letter, now)) };
    write.commit(&[id.to_string()], answer).await
}
