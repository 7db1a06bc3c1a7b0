//! ListDispatches.

use ids::{SubscriptionId, Uuid};
use jiff::Timestamp;
use prost::Message;
use proto::notification::v1::{ListDispatchesRequest, ListDispatchesResponse};
use shell::{Caller, Error, Page, as_caller, parse_id};

use super::present_subscription::dispatch;
use crate::{App, store};

/// The unit's delivery log, newest first.
pub(super) async fn list_dispatches(
    app: App,
    caller: Caller,
    request: ListDispatchesRequest,
) -> Result<ListDispatchesResponse, Error> {
    let page = page(&request)?;
    let subscription: Option<SubscriptionId> = match request.subscription_id.as_str() {
        "" => None,
        id => Some(parse_id("subscription_id", id)?),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = store::dispatch::list(&mut tx, &caller.unit, subscription, page.after, page.limit()).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.created_at, row.id.0));
    Ok(ListDispatchesResponse { dispatches: rows.iter().map(dispatch).collect(), next_page_token })
}

fn page(request: &ListDispatchesRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListDispatchesRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
