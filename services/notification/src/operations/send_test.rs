//! Sends a receiver a message that tells of nothing.

use ids::SubscriptionId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Dispatch, Subject},
    store::{
        dispatch::{self, NewDispatch},
        subscription,
    },
};

/// Returns the message; refused while the subscription of the caller's unit is not active.
pub(crate) async fn send_test(
    context: &mut Context<'_>,
    to: SubscriptionId,
) -> Result<Option<Dispatch>, Error> {
    let to = subscription::lock(context.tx, Some(&context.caller.unit), to).await?;
    let to = to.ok_or_else(|| Refusal::not_found("subscription", "订阅"))?;
    to.must_be_active()?;
    let test = NewDispatch::new(&to, Subject::Test);
    let id = test.id;
    dispatch::insert_all(context.tx, &[test], context.now).await?;
    Ok(dispatch::find(context.tx, &to.unit, id).await?)
}
