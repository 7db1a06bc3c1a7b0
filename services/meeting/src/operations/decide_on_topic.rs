//! The chief convener (总召集人) consents to a topic, or returns it.

use ids::TopicId;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Step, Topic},
    rules::{
        seat_holder::{Acting, must_be_chief_convener},
        succession::SeatRole,
    },
    store::{seat, topic},
};

/// What the chief convener says.
pub(crate) enum Decision {
    /// 同意.
    Consent,
    /// 退回, and why.
    Return(String),
}

/// Gives the topic; refused to whoever does not hold the seat today.
pub(crate) async fn decide_on_topic(
    tx: &mut PgConnection,
    id: TopicId,
    acting: Acting<'_>,
    decision: Decision,
    step: Step,
) -> Result<Result<Topic, Refusal>, sqlx::Error> {
    let today = clock::civil_date(step.at);
    let seat = seat::on(tx, SeatRole::ChiefConvener, today).await?;
    let seat = seat.as_ref().map(|seat| (&seat.unit, seat.official.as_ref()));
    if let Err(refusal) = must_be_chief_convener(seat, acting) {
        return Ok(Err(refusal));
    }
    let Some(mut topic) = topic::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("topic", "议题")));
    };
    let done = match decision {
        Decision::Consent => topic.approve(step),
        Decision::Return(reason) => topic.send_back(step, reason),
    };
    if let Err(refusal) = done {
        return Ok(Err(refusal));
    }
    topic::save_state(tx, &topic).await?;
    Ok(Ok(topic))
}
