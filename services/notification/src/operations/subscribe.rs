//! Makes a subscription, unverified, and sends its receiver a code.

use seal::Keyring;
use sqlx::PgConnection;

use crate::{
    model::Subscription,
    store::{dispatch, subscription},
};

/// Keeps the subscription with its target sealed, bound to its id.
pub(crate) async fn subscribe(
    tx: &mut PgConnection,
    keys: &Keyring,
    new: &Subscription,
    target: &[u8],
) -> Result<(), shell::Error> {
    let sealed =
        keys.seal(new.id.0.as_bytes(), target).map_err(|error| shell::Error::Fault(error.to_string()))?;
    subscription::insert(tx, new, &sealed).await?;
    dispatch::insert(tx, new.id, &new.unit, "code", new.created_at).await?;
    Ok(())
}
