//! ListSubscriptions.

use ids::Uuid;
use jiff::Timestamp;
use proto::notification::v1::{ListSubscriptionsRequest, ListSubscriptionsResponse};
use shell::{Caller, Error, Page, as_caller};

use super::present_subscription::subscription;
use crate::{App, store};

/// The unit's subscriptions, oldest first.
pub(super) async fn list_subscriptions(
    app: App,
    caller: Caller,
    request: ListSubscriptionsRequest,
) -> Result<ListSubscriptionsResponse, Error> {
    let page: Page<(Timestamp, Uuid)> = Page::parse(request.page_size, &request.page_token, &[])?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = store::subscription::list(&mut tx, &caller.unit, page.after, page.limit()).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.created_at, row.id.0));
    let subscriptions = rows.iter().map(subscription).collect();
    Ok(ListSubscriptionsResponse { subscriptions, next_page_token })
}
