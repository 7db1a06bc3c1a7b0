//! Makes a subscription, unverified, and sends its receiver a code.

use ids::UnitCode;
use refusal::Refusal;
use seal::Keyring;
use sqlx::PgConnection;

use super::send_code;
use crate::{
    model::Subscription,
    store::{address, subscription},
};

/// More than a unit has receivers.
const MOST: i64 = 100;

/// The unit may have one more. Two that are made at once are counted one after the other.
pub(crate) async fn must_have_room(
    tx: &mut PgConnection,
    unit: &UnitCode,
) -> Result<Result<(), Refusal>, sqlx::Error> {
    subscription::take_turns(tx, unit).await?;
    if subscription::count_enabled(tx, unit).await? < MOST {
        return Ok(Ok(()));
    }
    let (en, zh) =
        ("a unit has at most 100 subscriptions that are not disabled", "一个单位最多100个未停用的订阅");
    Ok(Err(Refusal::precondition("SUBSCRIPTION_STATE", en, zh)))
}

/// Keeps the subscription with its target sealed, bound to its id, and the keyed hash of its address.
pub(crate) async fn subscribe(
    tx: &mut PgConnection,
    keys: &Keyring,
    new: &Subscription,
    (target, address): (&[u8], &[u8]),
) -> Result<(), shell::Error> {
    let sealed =
        keys.seal(new.id.0.as_bytes(), target).map_err(|error| shell::Error::Fault(error.to_string()))?;
    address::insert(tx, address).await?;
    subscription::insert(tx, new, &sealed, address).await?;
    Ok(send_code(tx, new, new.created_at).await??)
}
