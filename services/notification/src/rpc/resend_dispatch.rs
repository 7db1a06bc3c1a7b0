//! ResendDispatch.

use ids::DispatchId;
use prost::Message;
use proto::notification::v1::{ResendDispatchRequest, ResendDispatchResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::{must_be_theirs::must_be_theirs, present_subscription};
use crate::{App, operations, policy::paths, store};

/// Tries a message again that did not arrive, under its id.
pub(super) async fn resend_dispatch(
    app: App,
    caller: Caller,
    request: ResendDispatchRequest,
) -> Result<ResendDispatchResponse, Error> {
    let body = request.encode_to_vec();
    let id: DispatchId = parse_id("id", &request.id)?;
    caller.acting_official()?;
    let (rpc, request_id) = (paths::RESEND_DISPATCH, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    if let Some(seen) = store::dispatch::find(write.tx(), &caller.unit, id).await? {
        must_be_theirs(write.tx(), &caller, seen.subscription).await?;
    }
    let again = operations::resend_dispatch(write.tx(), &caller.unit, id).await??;
    let answer = ResendDispatchResponse { dispatch: again.as_ref().map(present_subscription::dispatch) };
    write.commit(&[id.to_string()], answer).await
}
