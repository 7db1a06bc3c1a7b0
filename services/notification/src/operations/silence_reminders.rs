//! A unit's leader silences reminders for a while (静默).

use sqlx::PgConnection;

use crate::{model::Silence, store};

/// From now on only the leader is told outside the inbox. What waits to leave is looked at again as it leaves.
pub(crate) async fn silence_reminders(tx: &mut PgConnection, silence: &Silence) -> Result<(), sqlx::Error> {
    store::silence::insert(tx, silence).await
}
