//! The lead unit says that a resolution is done (提交验收): that ends its duty.

use ids::ResolutionId;
use shell::{Context, Error};

use super::lock_resolution;
use crate::{
    model::{Report, Resolution},
    rules::resolution_course::must_lead,
    store,
};

/// Keeps by what it is seen to be done.
pub(crate) async fn submit_resolution(
    context: &mut Context<'_>,
    id: ResolutionId,
    evidence: String,
) -> Result<Resolution, Error> {
    let mut resolution = lock_resolution(context, id).await?;
    must_lead(resolution.lead_unit == context.caller.unit)?;
    context.say_any(resolution.submit(context.now)?);
    store::resolution::save(context.tx, &resolution).await?;
    store::report::insert(context.tx, &Report::of(context, &resolution, evidence)?).await?;
    Ok(resolution)
}
