//! Sends a message again that did not arrive.

use ids::DispatchId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Dispatch, Fate},
    store::{dispatch, subscription},
};

/// Returns the message, waiting. Refused while it waits, once it arrived, and while its subscription is not active.
pub(crate) async fn resend_dispatch(
    context: &mut Context<'_>,
    id: DispatchId,
) -> Result<Option<Dispatch>, Error> {
    let unit = &context.caller.unit;
    let not_found = || Refusal::not_found("message", "消息");
    let seen = dispatch::find(context.tx, unit, id).await?.ok_or_else(not_found)?;
    // The receiver's row first: every writer takes it before its messages.
    let to = subscription::lock(context.tx, Some(unit), seen.subscription).await?.ok_or_else(not_found)?;
    to.must_be_active()?;
    let again = dispatch::lock(context.tx, unit, id).await?.ok_or_else(not_found)?;
    if matches!(again.fate, Fate::Waiting | Fate::Accepted(_)) {
        let (en, zh) = ("the message waits, or has arrived", "该消息待发送或已送达");
        return Err(Refusal::precondition("DISPATCH_STATE", en, zh).into());
    }
    dispatch::resend(context.tx, id).await?;
    Ok(dispatch::find(context.tx, unit, id).await?)
}
