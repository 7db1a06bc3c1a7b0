//! ReassignResolution.

use ids::ResolutionId;
use prost::Message;
use proto::meeting::v1::{ReassignResolutionRequest, ReassignResolutionResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_day, parse_id, parse_paragraphs};

use super::present_resolution;
use crate::{
    App,
    model::Step,
    operations::{self, Reassigning},
    policy::paths,
};

/// The office has another unit lead a resolution (改派).
pub(super) async fn reassign_resolution(
    app: App,
    caller: Caller,
    request: ReassignResolutionRequest,
) -> Result<ReassignResolutionResponse, Error> {
    let body = request.encode_to_vec();
    let id: ResolutionId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let now = step.at;
    let to = parse(&app, &request)?;
    let (calendar, outbox) = (app.reference.calendar(), app.doors.outbox.clone());
    let (rpc, request_id) = (paths::REASSIGN_RESOLUTION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, now).await??;
    let by = (caller.unit.clone(), step);
    let (directory, tx) = (app.reference.directory(), write.tx());
    let reassigned = operations::reassign_resolution(tx, (&outbox, &calendar, &directory), id, to, by);
    let resolution = Box::pin(reassigned).await??;
    let answer =
        ReassignResolutionResponse { resolution: Some(present_resolution::resolution(&resolution, now)) };
    write.commit(&[id.to_string()], answer).await
}

fn parse(app: &App, request: &ReassignResolutionRequest) -> Result<Reassigning, Refusal> {
    let directory = app.reference.directory();
    let known = request.lead_unit.parse().ok();
    let known = known.filter(|unit| directory.unit(unit).is_some_and(|unit| unit.active));
    let unknown = || Refusal::field("lead_unit", "unknown", "no such unit", "没有这个单位");
    Ok(Reassigning {
        lead_unit: known.ok_or_else(unknown)?,
        due_on: parse_day("due_on", &request.due_on)?,
        reason: parse_paragraphs("reason", &request.reason, 300)?,
    })
}
