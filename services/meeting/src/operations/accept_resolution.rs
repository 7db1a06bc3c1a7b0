//! The office finds that a resolution is done (验收).

use ids::ResolutionId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Report, Resolution},
    store,
};

/// Accepts it.
pub(crate) async fn accept_resolution(
    context: &mut Context<'_>,
    id: ResolutionId,
) -> Result<Resolution, Error> {
    let resolution = store::resolution::lock(context.tx, id).await?;
    let mut resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
    resolution.accept(context.now)?;
    store::resolution::save(context.tx, &resolution).await?;
    store::report::insert(context.tx, &Report::of(context, &resolution, String::new())?).await?;
    Ok(resolution)
}
