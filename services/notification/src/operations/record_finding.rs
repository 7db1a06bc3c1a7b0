//! The office says what it finds of a lateness (认定, Art. 28).

use ids::DutyId;
use proto::words::notification::Finding;
use refusal::Refusal;
use shell::{Context, Error};

use super::remark_on_lateness;
use crate::{model::Remark, store};

/// Keeps the finding, whosever the duty is; refused while the duty is in time.
pub(crate) async fn record_finding(
    context: &mut Context<'_>,
    id: DutyId,
    finding: Finding,
    text: String,
) -> Result<Remark, Error> {
    let duty = store::duty::find_all(context.tx, None, &[id]).await?.pop();
    let duty = duty.ok_or_else(|| Refusal::not_found("duty", "义务"))?;
    remark_on_lateness(context, &duty, text, Some(finding)).await
}
