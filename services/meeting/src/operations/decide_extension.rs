//! The office grants a later day, or declines it (批准延期).

use ids::ExtensionId;
use refusal::Refusal;
use shell::{Context, Error};
use workdays::Calendar;

use super::resolution_due::resolution_due;
use crate::{
    model::{Extension, Resolution, Step},
    store,
};

/// Decides; what is granted is the new day of the duty.
pub(crate) async fn decide_extension(
    context: &mut Context<'_>,
    calendar: &Calendar,
    id: ExtensionId,
    decline_reason: Option<String>,
) -> Result<(Extension, Resolution), Error> {
    let extension = store::extension::lock(context.tx, id).await?;
    let mut extension = extension.ok_or_else(|| Refusal::not_found("extension", "延期申请"))?;
    let resolution = store::resolution::lock(context.tx, extension.resolution).await?;
    let mut resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
    let granted = decline_reason.is_none();
    extension.decide(Step::of(context)?, decline_reason)?;
    store::extension::save_state(context.tx, &extension).await?;
    if granted {
        let set = resolution.extensions + 1;
        let why = format!("经联席会议办公室同意第{set}次延期");
        let due = resolution_due(resolution.issued_at, extension.to, set, why, calendar)?;
        if let Some(redated) = resolution.extend(extension.to, due)? {
            context.say(&redated);
        }
        store::resolution::save(context.tx, &resolution).await?;
    }
    Ok((extension, resolution))
}
