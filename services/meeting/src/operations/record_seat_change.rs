//! The office records a change of the roster (成员调整登记).

use ids::{OfficialId, SeatChangeId};
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Seat, SeatChange},
    rules::succession::{Succession, succession},
    store::{seat, seat_change},
};

/// What was recorded: the change, and the new seat, if there is one.
pub(crate) type Recorded = (SeatChange, Option<Seat>);

/// Records it: the seat before ends on the day before, the new one begins.
pub(crate) async fn record_seat_change(
    tx: &mut PgConnection,
    id: SeatChangeId,
    by: OfficialId,
    now: Timestamp,
) -> Result<Result<Recorded, Refusal>, sqlx::Error> {
    seat::lock_roster(tx).await?;
    let Some(mut change) = seat_change::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("change", "成员调整")));
    };
    let (first_day, new) = match change.record(by, (now, clock::civil_date(now))) {
        Ok(recorded) => recorded,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let before = seat::latest(tx, &change.unit, change.role).await?;
    match succession(before.as_ref().map(|seat| seat.before(&change.unit)), first_day, new.is_none()) {
        Ok(Succession::First) => {}
        Ok(Succession::After(last_day)) => {
            if let Some(before) = before {
                seat::end(tx, before.id, last_day).await?;
            }
        }
        Err(refusal) => return Ok(Err(refusal)),
    }
    if let Some(new) = &new {
        seat::insert(tx, new).await?;
    }
    seat_change::save_state(tx, &change).await?;
    Ok(Ok((change, new)))
}
