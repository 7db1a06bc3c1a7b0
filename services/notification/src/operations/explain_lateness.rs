//! A unit says why it was late (说明, Art. 28).

use ids::DutyId;
use refusal::Refusal;
use shell::{Context, Error};

use super::remark_on_lateness;
use crate::{model::Remark, store};

/// Keeps the reason; refused unless the caller's unit owes the duty, and is late with it.
pub(crate) async fn explain_lateness(
    context: &mut Context<'_>,
    id: DutyId,
    reason: String,
) -> Result<Remark, Error> {
    let duty = store::duty::find_all(context.tx, Some(&context.caller.unit), &[id]).await?.pop();
    let duty = duty.filter(|duty| duty.owed_by == context.caller.unit);
    let duty = duty.ok_or_else(|| Refusal::not_found("duty of this unit", "本单位的义务"))?;
    remark_on_lateness(context, &duty, reason, None).await
}
