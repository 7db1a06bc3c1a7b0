//! Sends again what did not arrive at a subscription, and what was told while it was disabled.

use ids::{SubscriptionId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::store::{dispatch, subscription};

/// So many messages at once; whoever missed more asks again.
const MOST: i64 = 1000;

/// Of notices since `since`; what was done meanwhile is left out as each leaves. Gives how many. Refused while it is not active.
pub(crate) async fn recover_subscription(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: SubscriptionId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Result<u64, Refusal>, sqlx::Error> {
    let Some(to) = subscription::lock(tx, Some(unit), id).await? else {
        return Ok(Err(Refusal::not_found("subscription", "订阅")));
    };
    if let Err(refusal) = to.must_be_active() {
        return Ok(Err(refusal));
    }
    Ok(Ok(dispatch::recover(tx, id, since, now, MOST).await?))
}
