//! Somebody is here (签到).

use proto::{
    meeting::v1::{SignInRequest, SignInResponse},
    words::meeting::SeatRole,
};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, Role, parse_id, parse_text};

use super::present;
use crate::{App, operations, rpc::given::given};

impl Act<App> for SignInRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let of_others = given(&self.participant_id, |other| parse_id("participant_id", other))?;
        if of_others.is_some() && !context.caller.has(Role::Overseer) {
            let en = "only the office signs others in";
            let zh = "只有联席会议办公室可以代为签到";
            return Err(Refusal::field("participant_id", "not_allowed", en, zh).into());
        }
        let post = given(&self.post, |post| parse_text("post", post, 50))?;
        if of_others.is_some() {
            operations::must_hold(context, SeatRole::Office).await?;
        }
        let here = operations::sign_in(context, id, of_others, post).await?;
        Ok(Done::with(id, SignInResponse { participant: Some(present::participant(&here)) }))
    }
}
