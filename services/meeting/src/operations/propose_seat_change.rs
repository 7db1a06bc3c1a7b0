//! A unit proposes a change of a seat of its own (成员调整由所在单位提出).

use shell::{Context, Error};

use crate::{
    model::SeatChange,
    rules::succession::succession,
    store::{seat, seat_change},
};

/// Keeps the proposal; refused where the roster, as it is, could not take it.
pub(crate) async fn propose_seat_change(context: &mut Context<'_>, change: &SeatChange) -> Result<(), Error> {
    let before = seat::latest(context.tx, &change.unit, change.role).await?;
    let before = before.map(|seat| seat.before(&change.unit));
    succession(before, change.first_day, change.successor.is_none())?;
    Ok(seat_change::insert(context.tx, change).await?)
}
