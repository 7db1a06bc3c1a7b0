//! The seat that convenes a meeting, or presides over it, as it is held on a day.

use ids::SeatId;
use jiff::civil::Date;
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{model::Seat, rules::seat_holder::must_be_held, store::seat};

/// Finds the seat, or where it changed hands the one that follows; refused where there is no such seat, or nobody holds it on the day.
pub(super) async fn seat_as_held(
    tx: &mut PgConnection,
    field: &'static str,
    id: SeatId,
    day: Date,
) -> Result<Seat, Error> {
    let unknown = || Refusal::field(field, "unknown", "no such seat", "没有这个席位");
    let named = seat::find(tx, id).await?.ok_or_else(unknown)?;
    if named.is_held_on(day) {
        return Ok(named);
    }
    let follower = seat::all_on(tx, day).await?.into_iter().find(|seat| seat.follows(&named));
    must_be_held(follower.is_some(), day)?;
    Ok(follower.unwrap_or(named))
}
