//! Notes that an official has read notices. No clock stops.

use ids::{NoticeId, OfficialId, UnitCode};
use jiff::Timestamp;
use sqlx::PgConnection;

use crate::store;

/// Gives how many of them the official had not read; those that the caller may not see are passed over.
pub(crate) async fn mark_notices_read(
    tx: &mut PgConnection,
    notices: &[NoticeId],
    unit: &UnitCode,
    official: &OfficialId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    store::notice::mark_read(tx, notices, unit, official, now).await
}
