//! EnableSubscription.

use prost::Message;
use proto::notification::v1::{EnableSubscriptionRequest, EnableSubscriptionResponse};
use shell::{Attempt, Caller, Error};

use super::{change::change, code::fresh_code};
use crate::{App, operations::Change, policy::paths};

/// Takes it up again, with a new code.
pub(super) async fn enable_subscription(
    app: App,
    caller: Caller,
    request: EnableSubscriptionRequest,
) -> Result<EnableSubscriptionResponse, Error> {
    let body = request.encode_to_vec();
    let attempt = Attempt {
        rpc: paths::ENABLE_SUBSCRIPTION,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &body,
    };
    let what = Change::Enable(fresh_code()?);
    change(&app, &caller, attempt, &request.id, what, |subscription| EnableSubscriptionResponse {
        subscription: Some(subscription),
    })
    .await
}
