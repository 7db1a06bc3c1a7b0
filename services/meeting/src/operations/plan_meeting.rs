//! The office plans a meeting, and puts its topics on the agenda (列入议程).

use refusal::Refusal;
use shell::{Context, Error};

use super::{seat_as_held, whom_to_invite};
use crate::{
    model::{Meeting, Participant},
    rules::{
        chair::{may_convene, may_preside},
        participants::Invitee,
    },
    store,
};

/// Keeps the meeting; returns who is to be invited. Whether a convener who is to preside has the delegation is asked when people are
/// invited.
pub(crate) async fn plan_meeting(
    context: &mut Context<'_>,
    meeting: &Meeting,
    guests: &[Participant],
) -> Result<Vec<Invitee>, Error> {
    let step = meeting.state.step().clone();
    let today = clock::civil_date(step.at);
    let day = clock::civil_date(meeting.start_at);
    may_convene(seat_as_held(context.tx, "convened_by", meeting.convened_by, today).await?.role)?;
    let presides = seat_as_held(context.tx, "presided_by", meeting.presided_by, day).await?;
    may_preside(meeting.kind, presides.role, true)?;
    store::meeting::insert(context.tx, meeting).await?;
    for (at, id) in meeting.topics.iter().enumerate() {
        let field = format!("topic_ids[{at}]");
        let topic = store::topic::lock(context.tx, *id).await?;
        let unknown = || Refusal::field(field, "unknown", "no such topic", "没有这个议题");
        let mut topic = topic.ok_or_else(unknown)?;
        topic.schedule(step.clone(), meeting.id).map_err(|refusal| refusal.with("topic", id))?;
        store::topic::save_state(context.tx, &topic).await?;
    }
    store::participant::insert_all(context.tx, meeting.id, guests).await?;
    Ok(whom_to_invite(context.tx, meeting).await?.0)
}
