//! Sends a receiver its code (验证码).

use jiff::{SignedDuration, Timestamp};
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{
    model::Subscription,
    store::{address, dispatch},
};

/// A receiver is sent at most so many codes in a day: nobody is flooded by whoever writes down their number.
const MOST_A_DAY: i64 = 5;

/// And a unit has at most so many sent, to whomever.
const MOST_OF_A_UNIT: i64 = 50;

/// Queues the message with the code of the subscription.
pub(crate) async fn send_code(
    tx: &mut PgConnection,
    subscription: &Subscription,
    now: Timestamp,
) -> Result<(), Error> {
    let since = now - SignedDuration::from_hours(24);
    if dispatch::codes_of(tx, &subscription.unit, since).await? >= MOST_OF_A_UNIT {
        let (en, zh) = (
            "the unit has had fifty codes sent within a day: try again tomorrow",
            "本单位一日内已发送50次验证码，请次日再试",
        );
        return Err(Refusal::precondition("TOO_MANY_CODES", en, zh).into());
    }
    if !address::note_code(tx, subscription.id, (since, now), MOST_A_DAY).await? {
        let (en, zh) = (
            "the receiver was sent five codes within a day: try again tomorrow",
            "该接收方一日内已发送5次验证码，请次日再试",
        );
        return Err(Refusal::precondition("TOO_MANY_CODES", en, zh).into());
    }
    dispatch::insert(tx, subscription.id, &subscription.unit, "code", now).await?;
    Ok(())
}
