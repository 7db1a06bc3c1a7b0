//! The office finds that a resolution is done (验收), as of when it was submitted; the finding stands among its reports.

use ids::ResolutionId;
use shell::{Context, Error};

use super::lock_resolution;
use crate::{
    model::{Report, Resolution},
    store,
};

/// Accepts what the lead unit submitted.
pub(crate) async fn accept_resolution(
    context: &mut Context<'_>,
    id: ResolutionId,
) -> Result<Resolution, Error> {
    let mut resolution = lock_resolution(context, id).await?;
    resolution.accept(context.now)?;
    store::resolution::save(context.tx, &resolution).await?;
    store::report::insert(context.tx, &Report::of(context, &resolution, String::new())?).await?;
    Ok(resolution)
}
