//! A unit says how far a resolution is (进展).

use ids::ResolutionId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Report, Resolution},
    rules::resolution_course::may_report,
    store,
};

/// Keeps what is said.
pub(crate) async fn report_progress(
    context: &mut Context<'_>,
    id: ResolutionId,
    text: String,
) -> Result<Resolution, Error> {
    let resolution = store::resolution::find(context.tx, id).await?;
    let resolution = resolution.filter(|one| one.is_carried_out_by(&context.caller.unit));
    let resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
    resolution.must_not_be_accepted()?;
    may_report(store::report::of_resolution(context.tx, id).await?.len())?;
    let report = Report { to: None, ..Report::of(context, &resolution, text)? };
    store::report::insert(context.tx, &report).await?;
    Ok(resolution)
}
