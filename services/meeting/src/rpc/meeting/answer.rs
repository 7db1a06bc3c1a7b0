//! An invited unit answers (回执).

use proto::{
    meeting::v1::{AnswerInvitationRequest, AnswerInvitationResponse},
    words::meeting::InvitationAnswer,
};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_text, parse_word};

use super::present;
use crate::{App, model::Answer, operations};

impl Act<App> for AnswerInvitationRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let answer = answer(&self)?;
        let answered = operations::answer_invitation(context, id, answer, self.reschedule_count).await?;
        let participant = Some(present::participant(&answered));
        Ok(Done::with(id, AnswerInvitationResponse { participant }))
    }
}

fn answer(request: &AnswerInvitationRequest) -> Result<Answer, Refusal> {
    let only_with = |field: &'static str, text: &str| match text {
        "" => Ok(()),
        _ => Err(Refusal::field(field, "not_expected", "not with this answer", "与答复不符，请勿填写")),
    };
    let reason = &request.leave_reason;
    let post = &request.stand_in_post;
    let missing = ("say whether the unit attends", "请选择是否参加");
    match parse_word("answer", request.answer, missing)? {
        InvitationAnswer::Attends => {
            only_with("leave_reason", reason)?;
            only_with("stand_in_post", post)?;
            Ok(Answer::Attends)
        }
        InvitationAnswer::Leave => {
            only_with("stand_in_post", post)?;
            Ok(Answer::Leave(parse_text("leave_reason", reason, 300)?))
        }
        InvitationAnswer::StandIn => {
            only_with("leave_reason", reason)?;
            Ok(Answer::StandIn(parse_text("stand_in_post", post, 50)?))
        }
    }
}
