//! A unit's leader silences reminders for a while (静默).

use ids::SilenceId;
use jiff::Timestamp;
use shell::{Context, Error};

use crate::{model::Silence, store};

/// From now on only the leader is told outside the inbox. What waits to leave is looked at again as it leaves.
pub(crate) async fn silence_reminders(
    context: &mut Context<'_>,
    until: Timestamp,
    reason: String,
) -> Result<Silence, Error> {
    let silence = Silence {
        id: SilenceId::generate(),
        unit: context.unit().clone(),
        official: context.official()?,
        reason,
        created_at: context.now,
        until,
        ended_by: None,
    };
    store::silence::insert(context.tx, &silence).await?;
    Ok(silence)
}
