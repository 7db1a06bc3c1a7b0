//! VerifySubscription.

use prost::Message;
use proto::notification::v1::{VerifySubscriptionRequest, VerifySubscriptionResponse};
use shell::{Attempt, Caller, Error};

use super::change::change;
use crate::{App, operations::Change, policy::paths};

/// The receiver has repeated its code; a wrong one is counted.
pub(super) async fn verify_subscription(
    app: App,
    caller: Caller,
    request: VerifySubscriptionRequest,
) -> Result<VerifySubscriptionResponse, Error> {
    let body = request.encode_to_vec();
    let attempt = Attempt {
        rpc: paths::VERIFY_SUBSCRIPTION,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &body,
    };
    // Whoever only asks may not guess: a try that is not counted would be one.
    let what = if request.validate_only { Change::AwaitsCode } else { Change::Verify(request.code.clone()) };
    change(&app, &caller, attempt, &request.id, what, |subscription| VerifySubscriptionResponse {
        subscription: Some(subscription),
    })
    .await
}
