//! Replaces the key that a webhook's messages are signed with.

use ids::SubscriptionId;
use jiff::SignedDuration;
use prost::Message;
use proto::notification::v1::{Target, target::To};
use refusal::Refusal;
use seal::Keyring;
use shell::{Context, Error};

use crate::{model::Subscription, store::subscription};

/// How long messages are signed with both keys, so that the receiver may change at any time of it.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// Signs with `key` from now on, and for a day with the key before as well. Refused for what is no webhook.
pub(crate) async fn rotate_signing_key(
    context: &mut Context<'_>,
    keys: &Keyring,
    id: SubscriptionId,
    key: String,
) -> Result<Subscription, Error> {
    let not_found = || Refusal::not_found("subscription", "订阅");
    let changed = subscription::lock(context.tx, Some(&context.caller.unit), id).await?;
    let changed = changed.ok_or_else(not_found)?;
    let older = subscription::target(context.tx, id).await?;
    let fault = |error: String| Error::Fault(error);
    let clear = keys.open(id.0.as_bytes(), &older).map_err(|error| fault(error.to_string()))?;
    let mut target = Target::decode(clear.expose()).map_err(|error| fault(error.to_string()))?;
    let Some(To::Webhook(webhook)) = &mut target.to else {
        let (en, zh) = ("only a webhook has a signing key", "只有Webhook有签名密钥");
        return Err(Refusal::precondition("SUBSCRIPTION_STATE", en, zh).into());
    };
    webhook.signing_key = key;
    let newer =
        keys.seal(id.0.as_bytes(), &target.encode_to_vec()).map_err(|error| fault(error.to_string()))?;
    subscription::replace_target(context.tx, id, &newer, &older, context.now + OVERLAP).await?;
    Ok(changed)
}
