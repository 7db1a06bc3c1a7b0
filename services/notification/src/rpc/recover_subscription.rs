//! RecoverSubscription.

use ids::SubscriptionId;
use jiff::{SignedDuration, Timestamp};
use prost::Message;
use proto::notification::v1::{RecoverSubscriptionRequest, RecoverSubscriptionResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, timestamp_from_proto};

use super::must_be_theirs::must_be_theirs;
use crate::{App, operations, policy::paths};

/// How far back it goes.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// What did not arrive is sent again.
pub(super) async fn recover_subscription(
    app: App,
    caller: Caller,
    request: RecoverSubscriptionRequest,
) -> Result<RecoverSubscriptionResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let id: SubscriptionId = parse_id("id", &request.id)?;
    let since = since(&request, now)?;
    caller.acting_official()?;
    let (rpc, request_id) = (paths::RECOVER_SUBSCRIPTION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    must_be_theirs(write.tx(), &caller, id).await?;
    let (directory, unit) = (app.reference.directory(), &caller.unit);
    let recovered = operations::recover_subscription(write.tx(), &directory, unit, id, since, now).await??;
    let recovered = i32::try_from(recovered).unwrap_or(i32::MAX);
    write.commit(&[id.to_string()], RecoverSubscriptionResponse { recovered }).await
}

fn since(request: &RecoverSubscriptionRequest, now: Timestamp) -> Result<Timestamp, Refusal> {
    let since = request.since.and_then(timestamp_from_proto);
    since.filter(|since| *since <= now && *since >= now - LONGEST).ok_or_else(|| {
        Refusal::field("since", "range", "an instant of the last 31 days", "须为最近31日内的时间")
    })
}
