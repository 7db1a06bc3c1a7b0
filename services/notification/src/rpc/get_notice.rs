//! GetNotice.

use ids::NoticeId;
use proto::notification::v1::{GetNoticeRequest, GetNoticeResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::{present, present_notice, sight::sight};
use crate::{
    App,
    model::Duty,
    store::{self, notice::Filter},
};

/// More duties than a person reads.
const MOST: i64 = 500;

/// A notice with the duties that it told of, as they are now.
pub(super) async fn get_notice(
    app: App,
    caller: Caller,
    request: GetNoticeRequest,
) -> Result<GetNoticeResponse, Error> {
    let id: NoticeId = parse_id("id", &request.id)?;
    let reader = caller.official.as_ref().map_or("", |official| official.id.as_str());
    let (ids, levels) = ([id.0], present_notice::every_level());
    let filter = Filter { ids: Some(&ids), ..Filter::of(sight(&caller), &levels, reader) };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let notice = store::notice::list(&mut tx, &filter)
        .await?
        .pop()
        .ok_or_else(|| Refusal::not_found("notice", "提醒"))?;
    let ids = store::notice::duties(&mut tx, id, MOST).await?;
    let mut duties = store::duty::find_all(&mut tx, sight(&caller), &ids).await?;
    duties.sort_by_key(Duty::order);
    let now = app.doors.clock.now();
    Ok(GetNoticeResponse {
        notice: Some(present_notice::notice(&app, &notice)),
        duties: duties.iter().map(|duty| present::duty(duty, &app.kinds, now)).collect(),
    })
}
