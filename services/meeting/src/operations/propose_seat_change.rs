//! A unit proposes a change of a seat of its own (成员调整由所在单位提出).

use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::SeatChange,
    rules::succession::succession,
    store::{seat, seat_change},
};

/// Keeps the proposal; refused where the roster, as it is, could not take it.
pub(crate) async fn propose_seat_change(
    tx: &mut PgConnection,
    change: &SeatChange,
) -> Result<Result<(), Refusal>, sqlx::Error> {
    let before = seat::latest(tx, &change.unit, change.role).await?;
    let before = before.map(|seat| seat.before(&change.unit));
    if let Err(refusal) = succession(before, change.first_day, change.successor.is_none()) {
        return Ok(Err(refusal));
    }
    seat_change::insert(tx, change).await?;
    Ok(Ok(()))
}
