//! TestSubscription.

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1::{TestSubscriptionRequest, TestSubscriptionResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::{must_be_theirs::must_be_theirs, present_subscription};
use crate::{App, operations, policy::paths};

/// A message that tells of nothing; the delivery log shows what became of it.
pub(super) async fn test_subscription(
    app: App,
    caller: Caller,
    request: TestSubscriptionRequest,
) -> Result<TestSubscriptionResponse, Error> {
    let body = request.encode_to_vec();
    let id: SubscriptionId = parse_id("id", &request.id)?;
    caller.acting_official()?;
    let (rpc, request_id) = (paths::TEST_SUBSCRIPTION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    must_be_theirs(write.tx(), &caller, id).await?;
    let sent = operations::send_test(write.tx(), &caller.unit, id, app.doors.clock.now()).await??;
    let answer = TestSubscriptionResponse { dispatch: sent.as_ref().map(present_subscription::dispatch) };
    write.commit(&[id.to_string()], answer).await
}
