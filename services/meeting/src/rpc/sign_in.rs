//! SignIn.

use ids::{MeetingId, ParticipantId};
use prost::Message;
use proto::meeting::v1::{SignInRequest, SignInResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Role, Write, parse_id, parse_text};

use super::present_meeting;
use crate::{
    App,
    model::Step,
    operations::{self, SigningIn},
    policy::paths,
};

/// Somebody is here (签到).
pub(super) async fn sign_in(
    app: App,
    caller: Caller,
    request: SignInRequest,
) -> Result<SignInResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let of_others: Option<ParticipantId> = match request.participant_id.as_str() {
        "" => None,
        other => Some(parse_id("participant_id", other)?),
    };
    let who = match of_others {
        None => SigningIn::Unit(&caller.unit),
        Some(other) if caller.has(Role::Overseer) => SigningIn::Office(other),
        Some(_) => {
            let (en, zh) = ("only the office signs others in", "只有联席会议办公室可以代为签到");
            return Err(Refusal::field("participant_id", "not_allowed", en, zh).into());
        }
    };
    let post = match request.post.as_str() {
        "" => None,
        post => Some(parse_text("post", post, 50)?),
    };
    let (rpc, request_id) = (paths::SIGN_IN, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    if matches!(who, SigningIn::Office(_)) {
        operations::must_be_office(write.tx(), &caller.unit, step.at).await??;
    }
    let here = operations::sign_in(write.tx(), id, who, post, step).await??;
    let answer = SignInResponse { participant: Some(present_meeting::participant(&here)) };
    write.commit(&[id.to_string()], answer).await
}
