//! ReportProgress.

use ids::ResolutionId;
use prost::Message;
use proto::meeting::v1::{ReportProgressRequest, ReportProgressResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_paragraphs};

use super::present_resolution;
use crate::{App, model::Step, operations, policy::paths};

/// A unit says how far a resolution is (进展).
pub(super) async fn report_progress(
    app: App,
    caller: Caller,
    request: ReportProgressRequest,
) -> Result<ReportProgressResponse, Error> {
    let body = request.encode_to_vec();
    let id: ResolutionId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let now = step.at;
    let text = parse_paragraphs("text", &request.text, 1000)?;
    let (rpc, request_id) = (paths::REPORT_PROGRESS, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let unit = caller.unit.clone();
    let resolution = operations::report_progress(write.tx(), id, unit, text, step).await??;
    let answer =
        ReportProgressResponse { resolution: Some(present_resolution::resolution(&resolution, now)) };
    write.commit(&[id.to_string()], answer).await
}
