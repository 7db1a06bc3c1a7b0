//! A webhook has a new key; the one before is used for a day more.

use ids::SubscriptionId;
use proto::notification::v1::{RotateSigningKeyRequest, RotateSigningKeyResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::{must_own::must_own_subscription, present::present_subscription};
use crate::{App, operations, sending::check_key};

impl Act<App> for RotateSigningKeyRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: SubscriptionId = parse_id("id", &self.id)?;
        check_key("signing_key", &self.signing_key)?;
        must_own_subscription(context, id).await?;
        let changed = operations::rotate_signing_key(context, &app.keys, id, self.signing_key).await?;
        let subscription = Some(present_subscription(&changed));
        Ok(Done::with(id, RotateSigningKeyResponse { subscription }))
    }
}
