//! The office plans a meeting, and puts its topics on the agenda (列入议程).

use ids::UnitCode;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{held_seat, whom_to_invite};
use crate::{
    model::{Meeting, Participant},
    rules::{
        chair::{may_convene, may_preside},
        participants::ParticipantKind,
    },
    store,
};

/// Keeps the meeting; gives who is to be invited. Whether a convener who is to preside has the delegation is asked when people are
/// invited.
pub(crate) async fn plan_meeting(
    tx: &mut PgConnection,
    meeting: &Meeting,
    guests: &[Participant],
) -> Result<Result<Vec<(UnitCode, ParticipantKind)>, Refusal>, sqlx::Error> {
    let step = meeting.state.step().clone();
    let (today, day) = (clock::civil_date(step.at), clock::civil_date(meeting.start_at));
    let convenes = match held_seat(tx, "convened_by", meeting.convened_by, today).await? {
        Ok(seat) => may_convene(seat.role),
        Err(refusal) => Err(refusal),
    };
    let presides = match held_seat(tx, "presided_by", meeting.presided_by, day).await? {
        Ok(seat) => may_preside(meeting.kind, seat.role, true),
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = convenes.and(presides) {
        return Ok(Err(refusal));
    }
    store::meeting::insert(tx, meeting).await?;
    for (at, id) in meeting.topics.iter().enumerate() {
        let Some(mut topic) = store::topic::lock(tx, *id).await? else {
            let (en, zh) = ("no such topic", "没有这个议题");
            return Ok(Err(Refusal::field(format!("topic_ids[{at}]"), "unknown", en, zh)));
        };
        if let Err(refusal) = topic.schedule(step.clone(), meeting.id) {
            return Ok(Err(refusal.with("topic", id)));
        }
        store::topic::save_state(tx, &topic).await?;
    }
    store::participant::insert_all(tx, meeting.id, guests).await?;
    store::meeting::note_step(tx, meeting, "planned", &step, None).await?;
    Ok(Ok(whom_to_invite(tx, meeting).await?.0))
}
