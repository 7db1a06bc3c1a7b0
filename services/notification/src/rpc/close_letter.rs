//! CloseLetter.

use ids::LetterId;
use prost::Message;
use proto::notification::v1::{CloseLetterRequest, CloseLetterResponse, LetterConclusion};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_letter;
use crate::{
    App,
    model::{Closed, Conclusion},
    operations,
    policy::paths,
};

/// The office says what came of a letter (Art. 28).
pub(super) async fn close_letter(
    app: App,
    caller: Caller,
    request: CloseLetterRequest,
) -> Result<CloseLetterResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let id: LetterId = parse_id("id", &request.id)?;
    let conclusion = conclusion(request.conclusion())?;
    let closed = Closed {
        at: now,
        by: caller.acting_official()?,
        conclusion,
        text: parse_text("text", &request.text, 1000)?,
    };
    let (rpc, request_id) = (paths::CLOSE_LETTER, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let letter = operations::close_letter(write.tx(), id, closed).await??;
    let answer = CloseLetterResponse { letter: Some(present_letter::letter(&letter, now)) };
    write.commit(&[id.to_string()], answer).await
}

fn conclusion(given: LetterConclusion) -> Result<Conclusion, Refusal> {
    match given {
        LetterConclusion::Unspecified => {
            Err(Refusal::field("conclusion", "required", "say what came of it", "请选择办结结果"))
        }
        LetterConclusion::Rectified => Ok(Conclusion::Rectified),
        LetterConclusion::Excused => Ok(Conclusion::Excused),
        LetterConclusion::Referred => Ok(Conclusion::Referred),
        LetterConclusion::Withdrawn => Ok(Conclusion::Withdrawn),
    }
}
