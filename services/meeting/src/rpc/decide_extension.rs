//! DecideExtension.

use ids::ExtensionId;
use prost::Message;
use proto::meeting::v1::{DecideExtensionRequest, DecideExtensionResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_resolution;
use crate::{App, model::Step, operations, policy::paths};

/// The office grants or declines a later day (批准延期).
pub(super) async fn decide_extension(
    app: App,
    caller: Caller,
    request: DecideExtensionRequest,
) -> Result<DecideExtensionResponse, Error> {
    let body = request.encode_to_vec();
    let id: ExtensionId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let now = step.at;
    let decline_reason = match (request.granted, request.decline_reason.as_str()) {
        (true, "") => None,
        (true, _) => {
            let (en, zh) = ("only where it is declined", "同意时请勿填写");
            return Err(Refusal::field("decline_reason", "not_expected", en, zh).into());
        }
        (false, reason) => Some(parse_text("decline_reason", reason, 1000)?),
    };
    let (calendar, outbox) = (app.reference.calendar(), app.doors.outbox.clone());
    let (rpc, request_id) = (paths::DECIDE_EXTENSION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let by = (&outbox, &*calendar);
    let decided = operations::decide_extension(write.tx(), by, id, decline_reason, step);
    let (extension, resolution) = Box::pin(decided).await??;
    let answer = DecideExtensionResponse {
        extension: Some(present_resolution::extension(&extension)),
        resolution: Some(present_resolution::resolution(&resolution, now)),
    };
    write.commit(&[id.to_string()], answer).await
}
