//! The office does not record a change of the roster, and says why (不予登记).

use ids::{OfficialId, SeatChangeId};
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{model::SeatChange, store::seat_change};

/// Declines it; refused once it was decided on.
pub(crate) async fn decline_seat_change(
    tx: &mut PgConnection,
    id: SeatChangeId,
    by: OfficialId,
    now: Timestamp,
    reason: String,
) -> Result<Result<SeatChange, Refusal>, sqlx::Error> {
    let Some(mut change) = seat_change::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("change", "成员调整")));
    };
    if let Err(refusal) = change.decline(by, now, reason) {
        return Ok(Err(refusal));
    }
    seat_change::save_state(tx, &change).await?;
    Ok(Ok(change))
}
