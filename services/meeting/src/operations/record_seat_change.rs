//! The office records a change of the roster (成员调整登记).

use ids::SeatChangeId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Seat, SeatChange, Step},
    rules::succession::{Succession, succession},
    store::{seat, seat_change},
};

/// Records it: the seat before ends on the day before, the new one begins. Returns the change, and the new seat, if there is one.
pub(crate) async fn record_seat_change(
    context: &mut Context<'_>,
    id: SeatChangeId,
) -> Result<(SeatChange, Option<Seat>), Error> {
    seat::lock_roster(context.tx).await?;
    let change = seat_change::lock(context.tx, id).await?;
    let mut change = change.ok_or_else(|| Refusal::not_found("change", "成员调整"))?;
    let today = clock::civil_date(context.now);
    let (first_day, new) = change.record(Step::of(context)?, today)?;
    let before = seat::latest(context.tx, &change.unit, change.role).await?;
    let standing = before.as_ref().map(|seat| seat.before(&change.unit));
    // While the office is still the one that records: with a new seat of the office it may be another unit.
    seat_change::save_state(context.tx, &change).await?;
    if let Succession::After(last_day) = succession(standing, first_day, new.is_none())?
        && let Some(before) = before
    {
        seat::end(context.tx, before.id, last_day).await?;
    }
    if let Some(new) = &new {
        seat::insert(context.tx, new).await?;
    }
    Ok((change, new))
}
