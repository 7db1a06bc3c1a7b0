//! The office grants a later day, or declines it (批准延期).

use ids::ExtensionId;
use refusal::Refusal;
use shell::{Context, Error};
use workdays::Calendar;

use super::{lock_resolution, resolution_due::resolution_due};
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
    let mut resolution = lock_resolution(context, extension.resolution).await?;
    let granted = decline_reason.is_none();
    extension.decide(Step::of(context)?, decline_reason)?;
    store::extension::save_state(context.tx, &extension).await?;
    if granted {
        let extensions = resolution.extensions + 1;
        let named_by = format!("经联席会议办公室同意第{extensions}次延期");
        let due = resolution_due(resolution.issued_at, extension.to, extensions, named_by, calendar)?;
        context.say_any(resolution.extend(extension.to, due)?);
        store::resolution::save(context.tx, &resolution).await?;
    }
    Ok((extension, resolution))
}
