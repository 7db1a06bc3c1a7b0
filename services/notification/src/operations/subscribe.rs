//! Makes a subscription, unverified, and sends its receiver a code.

use seal::Keyring;
use sqlx::PgConnection;

use super::send_code;
use crate::{
    model::Subscription,
    store::{address, subscription},
};

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
