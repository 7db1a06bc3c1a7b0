//! AnswerInvitation.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{self as pb, AnswerInvitationRequest, AnswerInvitationResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_meeting;
use crate::{
    App,
    model::{Answer, Step},
    operations,
    policy::paths,
};

/// An invited unit answers (回执).
pub(super) async fn answer_invitation(
    app: App,
    caller: Caller,
    request: AnswerInvitationRequest,
) -> Result<AnswerInvitationResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let answer = answer(&request)?;
    let (rpc, request_id) = (paths::ANSWER_INVITATION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let answered =
        operations::answer_invitation(write.tx(), id, &caller.unit, (answer, step), request.reschedule_count);
    let answered = answered.await??;
    let answer = AnswerInvitationResponse { participant: Some(present_meeting::participant(&answered)) };
    write.commit(&[id.to_string()], answer).await
}

fn answer(request: &AnswerInvitationRequest) -> Result<Answer, Refusal> {
    let only_with = |field: &'static str, text: &str| match text {
        "" => Ok(()),
        _ => Err(Refusal::field(field, "not_expected", "not with this answer", "与答复不符，请勿填写")),
    };
    let (reason, post) = (&request.leave_reason, &request.stand_in_post);
    match request.answer() {
        pb::InvitationAnswer::Unspecified => {
            Err(Refusal::field("answer", "required", "say whether the unit attends", "请选择是否参加"))
        }
        pb::InvitationAnswer::Attends => {
            only_with("leave_reason", reason)?;
            only_with("stand_in_post", post)?;
            Ok(Answer::Attends)
        }
        pb::InvitationAnswer::Leave => {
            only_with("stand_in_post", post)?;
            Ok(Answer::Leave(parse_text("leave_reason", reason, 300)?))
        }
        pb::InvitationAnswer::StandIn => {
            only_with("leave_reason", reason)?;
            Ok(Answer::StandIn(parse_text("stand_in_post", post, 50)?))
        }
    }
}
