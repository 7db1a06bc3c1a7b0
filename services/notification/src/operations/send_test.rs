//! Sends a receiver a message that tells of nothing.

use ids::{SubscriptionId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::store::{
    dispatch::{self, Dispatch},
    subscription,
};

/// Gives the message; refused while the unit's subscription is not active.
pub(crate) async fn send_test(
    tx: &mut PgConnection,
    unit: &UnitCode,
    to: SubscriptionId,
    now: Timestamp,
) -> Result<Result<Option<Dispatch>, Refusal>, sqlx::Error> {
    let Some(to) = subscription::lock(tx, Some(unit), to).await? else {
        return Ok(Err(Refusal::not_found("subscription", "订阅")));
    };
    if let Err(refusal) = to.must_be_active() {
        return Ok(Err(refusal));
    }
    let id = dispatch::insert(tx, to.id, &to.unit, "test", now).await?;
    Ok(Ok(dispatch::find(tx, unit, id).await?))
}
