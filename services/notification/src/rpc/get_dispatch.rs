//! GetDispatch.

use ids::DispatchId;
use proto::notification::v1::{GetDispatchRequest, GetDispatchResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::present_subscription;
use crate::{App, store};

/// One message of the caller's unit with every attempt at it.
pub(super) async fn get_dispatch(
    app: App,
    caller: Caller,
    request: GetDispatchRequest,
) -> Result<GetDispatchResponse, Error> {
    let id: DispatchId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let found = store::dispatch::find(&mut tx, &caller.unit, id).await?;
    let dispatch = found.ok_or_else(|| Refusal::not_found("message", "消息"))?;
    let attempts = store::attempt::of_dispatch(&mut tx, id).await?;
    Ok(GetDispatchResponse {
        dispatch: Some(present_subscription::dispatch(&dispatch)),
        attempts: attempts.iter().map(present_subscription::attempt).collect(),
    })
}
