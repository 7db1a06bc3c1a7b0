//! Sends a receiver its code (验证码).

use jiff::{SignedDuration, Timestamp};
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{
    model::{Subject, Subscription},
    store::{
        address::{self, CodeLimit},
        dispatch::{self, NewDispatch},
    },
};

/// A receiver is sent at most so many codes in a day: nobody is flooded by whoever writes down their number.
const OF_A_RECEIVER: CodeLimit = CodeLimit { most: 5, within: A_DAY };

/// And a unit has at most so many sent in a day, to whomever.
const MOST_OF_A_UNIT: i64 = 50;

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Queues the message with the code of the subscription.
pub(crate) async fn send_code(
    tx: &mut PgConnection,
    subscription: &Subscription,
    now: Timestamp,
) -> Result<(), Error> {
    if dispatch::codes_of(tx, &subscription.unit, now - A_DAY).await? >= MOST_OF_A_UNIT {
        let (en, zh) = (
            "the unit has had fifty codes sent within a day: try again tomorrow",
            "本单位一日内已发送50次验证码，请次日再试",
        );
        return Err(Refusal::precondition("TOO_MANY_CODES", en, zh).into());
    }
    if !address::record_code(tx, subscription.id, &OF_A_RECEIVER, now).await? {
        let (en, zh) = (
            "the receiver was sent five codes within a day: try again tomorrow",
            "该接收方一日内已发送5次验证码，请次日再试",
        );
        return Err(Refusal::precondition("TOO_MANY_CODES", en, zh).into());
    }
    let code = NewDispatch::new(subscription, Subject::Code);
    Ok(dispatch::insert_all(tx, &[code], now).await?)
}
