//! GetResolution.

use ids::ResolutionId;
use proto::meeting::v1::{GetResolutionRequest, GetResolutionResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::present_resolution;
use crate::{App, store};

/// A resolution that the caller sees, with its reports and extensions.
pub(super) async fn get_resolution(
    app: App,
    caller: Caller,
    request: GetResolutionRequest,
) -> Result<GetResolutionResponse, Error> {
    let id: ResolutionId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let resolution = store::resolution::find(&mut tx, id).await?;
    let resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
    let reports = store::report::of_resolution(&mut tx, id).await?;
    let extensions = store::extension::of_resolution(&mut tx, id).await?;
    Ok(GetResolutionResponse {
        resolution: Some(present_resolution::resolution(&resolution, app.doors.clock.now())),
        reports: reports.iter().map(present_resolution::report).collect(),
        extensions: extensions.iter().map(present_resolution::extension).collect(),
    })
}
