//! The office does not record a change of the roster, and says why (不予登记).

use ids::SeatChangeId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{SeatChange, Step},
    store::seat_change,
};

/// Declines it; refused once it was decided on.
pub(crate) async fn decline_seat_change(
    context: &mut Context<'_>,
    id: SeatChangeId,
    reason: String,
) -> Result<SeatChange, Error> {
    let change = seat_change::lock(context.tx, id).await?;
    let mut change = change.ok_or_else(|| Refusal::not_found("change", "成员调整"))?;
    change.decline(Step::of(context)?, reason)?;
    seat_change::save_state(context.tx, &change).await?;
    Ok(change)
}
