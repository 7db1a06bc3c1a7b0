//! Sends a message again that did not arrive.

use ids::{DispatchId, UnitCode};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::store::{
    dispatch::{self, Dispatch},
    subscription,
};

/// Gives the message, waiting. Refused while it waits, once it arrived, and while its subscription is not active.
pub(crate) async fn resend_dispatch(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DispatchId,
) -> Result<Result<Option<Dispatch>, Refusal>, sqlx::Error> {
    let not_found = || Refusal::not_found("message", "消息");
    let Some(seen) = dispatch::find(tx, unit, id).await? else { return Ok(Err(not_found())) };
    // The receiver's row first: every writer takes it before its messages.
    let Some(to) = subscription::lock(tx, Some(unit), seen.subscription).await? else {
        return Ok(Err(not_found()));
    };
    if let Err(refusal) = to.must_be_active() {
        return Ok(Err(refusal));
    }
    let Some(again) = dispatch::lock(tx, unit, id).await? else { return Ok(Err(not_found())) };
    if again.state == "waiting" || again.state == "accepted" {
        let (en, zh) = ("the message waits, or has arrived", "该消息待发送或已送达");
        return Ok(Err(Refusal::precondition("DISPATCH_STATE", en, zh)));
    }
    dispatch::resend(tx, id).await?;
    Ok(Ok(dispatch::find(tx, unit, id).await?))
}
