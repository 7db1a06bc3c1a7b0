//! RotateSigningKey.

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1::{RotateSigningKeyRequest, RotateSigningKeyResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::{must_be_theirs::must_be_theirs, present_subscription};
use crate::{App, operations, policy::paths, sending::check_key};

/// A new key; the one before is used for a day more.
pub(super) async fn rotate_signing_key(
    app: App,
    caller: Caller,
    request: RotateSigningKeyRequest,
) -> Result<RotateSigningKeyResponse, Error> {
    let body = request.encode_to_vec();
    let RotateSigningKeyRequest { request_id, validate_only, id, signing_key } = request;
    let id: SubscriptionId = parse_id("id", &id)?;
    check_key("signing_key", &signing_key)?;
    caller.acting_official()?;
    let attempt =
        Attempt { rpc: paths::ROTATE_SIGNING_KEY, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    must_be_theirs(write.tx(), &caller, id).await?;
    let (unit, now) = (&caller.unit, app.doors.clock.now());
    let changed = operations::rotate_signing_key(write.tx(), &app.keys, unit, id, signing_key, now).await?;
    let answer =
        RotateSigningKeyResponse { subscription: Some(present_subscription::subscription(&changed)) };
    write.commit(&[id.to_string()], answer).await
}
