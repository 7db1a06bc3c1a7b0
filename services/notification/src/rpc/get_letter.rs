//! GetLetter.

use ids::LetterId;
use proto::notification::v1::{GetLetterRequest, GetLetterResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::{present, present_letter, sight::sight};
use crate::{App, model::Duty, store};

/// A letter with its duties, as they are now, and its answers.
pub(super) async fn get_letter(
    app: App,
    caller: Caller,
    request: GetLetterRequest,
) -> Result<GetLetterResponse, Error> {
    let id: LetterId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let letter = store::letter::find(&mut tx, sight(&caller), id).await?;
    let letter = letter.ok_or_else(|| Refusal::not_found("letter", "督办函"))?;
    let ids = store::letter::duties(&mut tx, id).await?;
    let mut duties = store::duty::find_all(&mut tx, sight(&caller), &ids).await?;
    duties.sort_by_key(Duty::order);
    let replies = store::letter::replies(&mut tx, id).await?;
    let now = app.doors.clock.now();
    Ok(GetLetterResponse {
        letter: Some(present_letter::letter(&letter, now)),
        duties: duties.iter().map(|duty| present::duty(duty, &app.kinds, now)).collect(),
        replies: replies.iter().map(present_letter::reply).collect(),
    })
}
