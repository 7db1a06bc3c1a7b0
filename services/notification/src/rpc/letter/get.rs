//! One letter with its answers, and with its duties as they are now.

use ids::LetterId;
use proto::notification::v1::{GetLetterRequest, GetLetterResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present::{present_letter, present_reply};
use crate::{
    App,
    model::Duty,
    rpc::{duty::present::present_duty, visible_unit::visible_unit},
    store,
};

impl Read<App> for GetLetterRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: LetterId = parse_id("id", &self.id)?;
        let seen_by = visible_unit(view.caller);
        let letter = store::letter::find(view.tx, seen_by, id).await?;
        let letter = letter.ok_or_else(|| Refusal::not_found("letter", "督办函"))?;
        let ids = store::letter::duties(view.tx, id).await?;
        let mut duties = store::duty::find_all(view.tx, seen_by, &ids).await?;
        duties.sort_by_key(Duty::order);
        let replies = store::letter::replies(view.tx, id).await?;
        Ok(GetLetterResponse {
            letter: Some(present_letter(&letter, view.now)),
            duties: duties.iter().map(|duty| present_duty(duty, &app.kinds, view.now)).collect(),
            replies: replies.iter().map(present_reply).collect(),
        })
    }
}
