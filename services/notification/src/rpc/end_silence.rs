//! EndSilence.

use ids::SilenceId;
use prost::Message;
use proto::notification::v1::{EndSilenceRequest, EndSilenceResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present_rerouting;
use crate::{App, operations, policy::paths};

/// Everybody of the unit is told again.
pub(super) async fn end_silence(
    app: App,
    caller: Caller,
    request: EndSilenceRequest,
) -> Result<EndSilenceResponse, Error> {
    let body = request.encode_to_vec();
    let id: SilenceId = parse_id("id", &request.id)?;
    let official = caller.acting_official()?;
    let (rpc, request_id) = (paths::END_SILENCE, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let now = app.doors.clock.now();
    let ended = operations::end_silence(write.tx(), &caller.unit, id, official, now).await??;
    let answer = EndSilenceResponse { silence: Some(present_rerouting::silence(&ended)) };
    write.commit(&[id.to_string()], answer).await
}
