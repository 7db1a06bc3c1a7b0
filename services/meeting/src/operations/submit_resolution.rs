//! The lead unit says that a resolution is done (提交验收): that ends its duty.

use ids::ResolutionId;
use refusal::Refusal;
use shell::{Context, Error};

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
    let resolution = store::resolution::lock(context.tx, id).await?;
    let mut resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
    must_lead(resolution.lead_unit == context.caller.unit)?;
    if let Some(discharged) = resolution.submit(context.now)? {
        context.say(&discharged);
    }
    store::resolution::save(context.tx, &resolution).await?;
    store::report::insert(context.tx, &Report::of(context, &resolution, evidence)?).await?;
    Ok(resolution)
}
