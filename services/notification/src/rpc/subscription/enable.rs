//! Takes a receiver up again, with a new code.

use proto::notification::v1::{EnableSubscriptionRequest, EnableSubscriptionResponse};
use shell::{Act, Context, Done, Error};

use super::{change::change, code::fresh_code};
use crate::{App, operations::Change};

impl Act<App> for EnableSubscriptionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let what = Change::Enable(fresh_code()?);
        change(context, &self.id, what, |subscription| EnableSubscriptionResponse {
            subscription: Some(subscription),
        })
        .await
    }
}
