//! Nothing goes to a receiver from now on.

use proto::notification::v1::{DisableSubscriptionRequest, DisableSubscriptionResponse};
use shell::{Act, Context, Done, Error};

use super::change::change;
use crate::{App, operations::Change};

impl Act<App> for DisableSubscriptionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let what = Change::Disable;
        change(context, &self.id, what, |subscription| DisableSubscriptionResponse {
            subscription: Some(subscription),
        })
        .await
    }
}
