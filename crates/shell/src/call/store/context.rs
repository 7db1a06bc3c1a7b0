//! What row-level security knows of a transaction.

use jiff::Timestamp;
use reference::Role;
use sqlx::PgConnection;

use crate::call::caller::Caller;

/// Tells the policies who is calling, and on which day in the county, until the transaction ends.
pub(crate) async fn set(tx: &mut PgConnection, caller: &Caller, now: Timestamp) -> Result<(), sqlx::Error> {
    let yes = |role| if caller.has(role) { "yes" } else { "" };
    sqlx::query!(
        "select
            set_config('app.unit', $1, true) as unit,
            set_config('app.role_admin', $2, true) as role_admin,
            set_config('app.official', $3, true) as official,
            set_config('app.role_overseer', $4, true) as role_overseer,
            set_config('app.today', $5, true) as today",
        caller.unit.as_str(),
        yes(Role::PlatformAdmin),
        caller.official_name(),
        yes(Role::Overseer),
        clock::civil_date(now).to_string(),
    )
    .fetch_one(tx)
    .await?;
    Ok(())
}
