//! AcceptResolution.

use ids::ResolutionId;
use prost::Message;
use proto::meeting::v1::{AcceptResolutionRequest, AcceptResolutionResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present_resolution;
use crate::{
    App,
    model::Step,
    operations::{self, Moving},
    policy::paths,
};

/// The office accepts it (验收).
pub(super) async fn accept_resolution(
    app: App,
    caller: Caller,
    request: AcceptResolutionRequest,
) -> Result<AcceptResolutionResponse, Error> {
    let body = request.encode_to_vec();
    let id: ResolutionId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let now = step.at;
    let (moving, outbox) = (Moving::Accept, app.doors.outbox.clone());
    let (rpc, request_id) = (paths::ACCEPT_RESOLUTION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let by = (caller.unit.clone(), step);
    let calendar = app.reference.calendar();
    let moved = operations::move_resolution(write.tx(), (&outbox, &calendar), id, moving, by);
    let resolution = Box::pin(moved).await??;
    let answer =
        AcceptResolutionResponse { resolution: Some(present_resolution::resolution(&resolution, now)) };
    write.commit(&[id.to_string()], answer).await
}
