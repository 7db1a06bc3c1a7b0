//! EndDeputy.

use ids::DeputyId;
use prost::Message;
use proto::notification::v1::{EndDeputyRequest, EndDeputyResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::{name_deputy::must_be_theirs, present_rerouting};
use crate::{App, operations, policy::paths};

/// Whoever was away is back today.
pub(super) async fn end_deputy(
    app: App,
    caller: Caller,
    request: EndDeputyRequest,
) -> Result<EndDeputyResponse, Error> {
    let body = request.encode_to_vec();
    let id: DeputyId = parse_id("id", &request.id)?;
    caller.acting_official()?;
    let (rpc, request_id) = (paths::END_DEPUTY, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let today = clock::civil_date(app.doors.clock.now());
    let ended = operations::end_deputy(write.tx(), &caller.unit, id, today).await??;
    must_be_theirs(&caller, &ended.official)?;
    let answer = EndDeputyResponse { deputy: Some(present_rerouting::deputy(&ended)) };
    write.commit(&[id.to_string()], answer).await
}
