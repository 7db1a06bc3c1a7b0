//! A letter with its duties, as they are now, and its answers.

use ids::LetterId;
use proto::notification::v1::{GetLetterRequest, GetLetterResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::{present, present_letter, sight::sight};
use crate::{App, model::Duty, store};

impl Read<App> for GetLetterRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: LetterId = parse_id("id", &self.id)?;
        let seen_by = sight(view.caller);
        let letter = store::letter::find(view.tx, seen_by, id).await?;
        let letter = letter.ok_or_else(|| Refusal::not_found("letter", "督办函"))?;
        let ids = store::letter::duties(view.tx, id).await?;
        let mut duties = store::duty::find_all(view.tx, seen_by, &ids).await?;
        duties.sort_by_key(Duty::order);
        let replies = store::letter::replies(view.tx, id).await?;
        Ok(GetLetterResponse {
            letter: Some(present_letter::letter(&letter, view.now)),
            duties: duties.iter().map(|duty| present::duty(duty, &app.kinds, view.now)).collect(),
            replies: replies.iter().map(present_letter::reply).collect(),
        })
    }
}
