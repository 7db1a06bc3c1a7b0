//! Ends a silence (静默) before its time.

use ids::{OfficialId, SilenceId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{model::Silence, store};

/// Ends a silence of the unit; refused once it has ended.
pub(crate) async fn end_silence(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: SilenceId,
    by: OfficialId,
    now: Timestamp,
) -> Result<Result<Silence, Refusal>, sqlx::Error> {
    let Some(mut silence) = store::silence::lock(tx, unit, id).await? else {
        return Ok(Err(Refusal::not_found("silence", "静默")));
    };
    if let Err(refusal) = silence.end(by, now) {
        return Ok(Err(refusal));
    }
    store::silence::save_end(tx, &silence).await?;
    Ok(Ok(silence))
}
