//! One notice with its duties as they are now, not as they were when it was made.

use ids::NoticeId;
use proto::{
    notification::v1::{GetNoticeRequest, GetNoticeResponse},
    words::notification::Level,
};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present::present_notice;
use crate::{
    App,
    model::Duty,
    rpc::{duty::present::present_duty, visible_unit::visible_unit},
    store::{self, notice::Filter},
};

/// More duties than a person reads.
const MOST: i64 = 500;

impl Read<App> for GetNoticeRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: NoticeId = parse_id("id", &self.id)?;
        let reader = view.caller.official.as_ref().map_or("", |official| official.id.as_str());
        let filter =
            Filter { ids: Some(&[id.0]), ..Filter::of(visible_unit(view.caller), &Level::ALL, reader) };
        let notice = store::notice::list(view.tx, &filter).await?.pop();
        let notice = notice.ok_or_else(|| Refusal::not_found("notice", "提醒"))?;
        let ids = store::notice::duties(view.tx, id, MOST).await?;
        let mut duties = store::duty::find_all(view.tx, visible_unit(view.caller), &ids).await?;
        duties.sort_by_key(Duty::order);
        Ok(GetNoticeResponse {
            notice: Some(present_notice(app, &notice)),
            duties: duties.iter().map(|duty| present_duty(duty, &app.kinds, view.now)).collect(),
        })
    }
}
