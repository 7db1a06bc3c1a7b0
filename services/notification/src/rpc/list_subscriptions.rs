//! ListSubscriptions.

use proto::notification::v1::{ListSubscriptionsRequest, ListSubscriptionsResponse};
use shell::{Caller, Error, as_caller};

use super::present_subscription::subscription;
use crate::{App, store};

/// The unit's subscriptions, oldest first.
pub(super) async fn list_subscriptions(
    app: App,
    caller: Caller,
    _request: ListSubscriptionsRequest,
) -> Result<ListSubscriptionsResponse, Error> {
    let mut tx = as_caller(&app.doors, &caller).await?;
    let subscriptions = store::subscription::list(&mut tx, &caller.unit).await?;
    Ok(ListSubscriptionsResponse { subscriptions: subscriptions.iter().map(subscription).collect() })
}
