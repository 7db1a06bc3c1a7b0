//! Notices (提醒) of duties of the caller's unit, newest first; of every unit for the office (督办).

use proto::notification::v1::{ListNoticesRequest, ListNoticesResponse};
use shell::{Error, Page, Read, View};

use super::{levels::parse_levels, present::present_notice};
use crate::{
    App,
    rpc::visible_unit::visible_unit,
    store::notice::{Filter, count_unread, list},
};

/// Beyond so many, nobody counts.
const MOST_UNREAD: i64 = 1000;

impl Read<App> for ListNoticesRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::of(&self)?;
        let levels = parse_levels(&self.levels)?;
        let reader = view.caller.official.as_ref().map_or("", |official| official.id.as_str());
        let filter = Filter {
            unread_only: self.unread_only,
            after: page.after,
            limit: page.limit(),
            ..Filter::of(visible_unit(view.caller), &levels, reader)
        };
        let rows = list(view.tx, &filter).await?;
        let unread = count_unread(view.tx, &filter, MOST_UNREAD).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.created_at, row.id.0));
        Ok(ListNoticesResponse {
            notices: rows.iter().map(|row| present_notice(app, row)).collect(),
            next_page_token,
            unread: i32::try_from(unread).unwrap_or(i32::MAX),
        })
    }
}
