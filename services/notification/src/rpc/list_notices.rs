//! ListNotices.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::notification::v1::{ListNoticesRequest, ListNoticesResponse};
use shell::{Caller, Error, Page, as_caller};

use super::{present_notice, sight::sight};
use crate::{
    App,
    store::notice::{Filter, count_unread, list},
};

/// Beyond so many, nobody counts.
const MOST_UNREAD: i64 = 1000;

/// What was told of duties of the caller's unit, newest first; to the office (督办), of every unit.
pub(super) async fn list_notices(
    app: App,
    caller: Caller,
    request: ListNoticesRequest,
) -> Result<ListNoticesResponse, Error> {
    let page = page(&request)?;
    let levels = present_notice::levels(&request.levels)?;
    let reader = caller.official.as_ref().map_or("", |official| official.id.as_str());
    let filter = Filter {
        unread_only: request.unread_only,
        after: page.after,
        limit: page.limit(),
        ..Filter::of(sight(&caller), &levels, reader)
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let unread = count_unread(&mut tx, &filter, MOST_UNREAD).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.created_at, row.id.0));
    let notices = rows.iter().map(|row| present_notice::notice(&app, row)).collect();
    Ok(ListNoticesResponse { notices, next_page_token, unread: i32::try_from(unread).unwrap_or(i32::MAX) })
}

fn page(request: &ListNoticesRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListNoticesRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
