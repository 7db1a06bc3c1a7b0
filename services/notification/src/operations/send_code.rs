//! Sends a receiver its code (验证码).

use jiff::{SignedDuration, Timestamp};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{model::Subscription, store::dispatch};

/// A receiver is sent at most so many codes in a day: nobody is flooded by whoever writes down their number.
const MOST_A_DAY: i64 = 5;

/// Queues the message with the code of the subscription.
pub(crate) async fn send_code(
    tx: &mut PgConnection,
    subscription: &Subscription,
    now: Timestamp,
) -> Result<Result<(), Refusal>, sqlx::Error> {
    let since = now - SignedDuration::from_hours(24);
    if dispatch::codes_to(tx, subscription.id, since).await? >= MOST_A_DAY {
        let (en, zh) = (
            "the receiver was sent five codes within a day: try again tomorrow",
            "该接收方一日内已发送5次验证码，请次日再试",
        );
        return Ok(Err(Refusal::precondition("TOO_MANY_CODES", en, zh)));
    }
    dispatch::insert(tx, subscription.id, &subscription.unit, "code", now).await?;
    Ok(Ok(()))
}
