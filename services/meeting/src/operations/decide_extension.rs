//! The office grants a later day, or declines it (批准延期).

use ids::ExtensionId;
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;
use workdays::Calendar;

use super::resolution_due::{extended, resolution_due};
use crate::{
    model::{Extension, Resolution, Step},
    store,
};

/// Decides; what is granted is the new day of the duty.
pub(crate) async fn decide_extension(
    tx: &mut PgConnection,
    (outbox, calendar): (&Outbox, &Calendar),
    id: ExtensionId,
    decline_reason: Option<String>,
    step: Step,
) -> Result<Result<(Extension, Resolution), Refusal>, sqlx::Error> {
    let Some(mut extension) = store::extension::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("extension", "延期申请")));
    };
    let Some(mut resolution) = store::resolution::lock(tx, extension.resolution).await? else {
        return Ok(Err(Refusal::not_found("resolution", "议定事项")));
    };
    let granted = decline_reason.is_none();
    if let Err(refusal) = extension.decide(step, decline_reason) {
        return Ok(Err(refusal));
    }
    store::extension::save_state(tx, &extension).await?;
    if granted {
        let days = (resolution.issued_at, extension.to);
        let why = format!("经联席会议办公室同意第{}次延期", resolution.extensions + 1);
        let before = resolution.due.clone();
        let due = resolution_due(days, resolution.extensions + 1, &why, calendar);
        if let Err(refusal) = due.and_then(|due| resolution.extend(due)) {
            return Ok(Err(refusal));
        }
        store::resolution::save(tx, &resolution).await?;
        outbox.send(tx, &[extended(&resolution, &before)]).await?;
    }
    Ok(Ok((extension, resolution)))
}
