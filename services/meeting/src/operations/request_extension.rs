//! The lead unit asks for a later day (申请延期).

use ids::{ExtensionId, ResolutionId};
use jiff::civil::Date;
use shell::{Context, Error};

use super::lock_resolution;
use crate::{
    model::{Asked, Extension, Step},
    rules::resolution_course::{may_be_extended, must_lead, refused},
    store,
};

/// Keeps that it was asked for; one waits at a time.
pub(crate) async fn request_extension(
    context: &mut Context<'_>,
    id: ResolutionId,
    to: Date,
    reason: String,
) -> Result<Extension, Error> {
    let resolution = lock_resolution(context, id).await?;
    must_lead(resolution.lead_unit == context.caller.unit)?;
    resolution.must_be_under_way()?;
    may_be_extended(resolution.due_on(), to, clock::civil_date(context.now))?;
    let extension = Extension {
        id: ExtensionId::generate(),
        resolution: id,
        unit: context.caller.unit.clone(),
        from: resolution.due_on(),
        to,
        reason,
        requested: Step::of(context)?,
        state: Asked::Open,
    };
    if store::extension::insert(context.tx, &extension).await? {
        return Ok(extension);
    }
    Err(refused("another extension waits to be decided on", "已有待批的延期申请").into())
}
