//! DisableSubscription.

use prost::Message;
use proto::notification::v1::{DisableSubscriptionRequest, DisableSubscriptionResponse};
use shell::{Attempt, Caller, Error};

use super::change::change;
use crate::{App, operations::Change, policy::paths};

/// Nothing goes there from now on.
pub(super) async fn disable_subscription(
    app: App,
    caller: Caller,
    request: DisableSubscriptionRequest,
) -> Result<DisableSubscriptionResponse, Error> {
    let body = request.encode_to_vec();
    let attempt = Attempt {
        rpc: paths::DISABLE_SUBSCRIPTION,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &body,
    };
    let what = Change::Disable;
    change(&app, &caller, attempt, &request.id, what, |subscription| DisableSubscriptionResponse {
        subscription: Some(subscription),
    })
    .await
}
