//! The seat that convenes a meeting, or presides over it, is held on that day.

use ids::SeatId;
use jiff::civil::Date;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{model::Seat, rules::seat_holder::must_be_held, store::seat};

/// Gives the seat; refused where there is none such, or it is not held on the day.
pub(crate) async fn held_seat(
    tx: &mut PgConnection,
    field: &'static str,
    id: SeatId,
    day: Date,
) -> Result<Result<Seat, Refusal>, sqlx::Error> {
    let Some(seat) = seat::find(tx, id).await? else {
        return Ok(Err(Refusal::field(field, "unknown", "no such seat", "没有这个席位")));
    };
    Ok(must_be_held(seat.is_held_on(day), day).map(|()| seat))
}
