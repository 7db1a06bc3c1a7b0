//! Makes a subscription, unverified, and sends its receiver a code.

use refusal::Refusal;
use seal::Keyring;
use shell::{Context, Error};
use sqlx::PgConnection;

use super::send_code;
use crate::{
    model::Subscription,
    store::{address, subscription},
};

/// More than a unit has receivers.
const MOST: i64 = 100;

/// The caller's unit may have one more. Two that are made at once are counted one after the other.
pub(crate) async fn must_have_room(context: &mut Context<'_>) -> Result<(), Error> {
    subscription::take_turns(context.tx, &context.caller.unit).await?;
    if subscription::count_enabled(context.tx, &context.caller.unit).await? < MOST {
        return Ok(());
    }
    let (en, zh) =
        ("a unit has at most 100 subscriptions that are not disabled", "一个单位最多100个未停用的订阅");
    Err(Refusal::precondition("SUBSCRIPTION_STATE", en, zh).into())
}

/// Keeps the subscription with its target sealed, bound to its id, and the keyed hash of its address.
pub(crate) async fn subscribe(
    tx: &mut PgConnection,
    keys: &Keyring,
    new: &Subscription,
    target: &[u8],
    address: &[u8],
) -> Result<(), Error> {
    let sealed = keys.seal(new.id.0.as_bytes(), target).map_err(|error| Error::Fault(error.to_string()))?;
    address::insert(tx, address).await?;
    subscription::insert(tx, new, &sealed, address).await?;
    send_code(tx, new, new.created_at).await
}
