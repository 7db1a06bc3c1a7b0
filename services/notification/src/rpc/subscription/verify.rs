//! The receiver has repeated its code; a wrong one is counted.

use proto::notification::v1::{VerifySubscriptionRequest, VerifySubscriptionResponse};
use shell::{Act, Context, Done, Error};

use super::change::change;
use crate::{App, operations::Change};

impl Act<App> for VerifySubscriptionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        // Whoever only asks may not guess: a try that is not counted would be one.
        let what = if context.validate_only { Change::AwaitsCode } else { Change::Verify(self.code) };
        change(context, &self.id, what, |subscription| VerifySubscriptionResponse {
            subscription: Some(subscription),
        })
        .await
    }
}
