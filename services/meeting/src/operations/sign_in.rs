//! Somebody is here (签到): the unit says so on the day, or the office for it.

use ids::{MeetingId, ParticipantId};
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Participant, Seat, SignedIn},
    rules::{
        meeting_course::{must_have_come, must_not_be_over},
        participants::seat_of,
    },
    store,
};

/// Keeps it, for the caller's unit, or for a participant whom the office signs in; said again, the first time stays and the post is
/// corrected. Without `post` it is that of the stand-in, or of the seat on the day.
pub(crate) async fn sign_in(
    context: &mut Context<'_>,
    meeting: MeetingId,
    of_others: Option<ParticipantId>,
    post: Option<String>,
) -> Result<Participant, Error> {
    let participant = match of_others {
        None => store::participant::lock_of_unit(context.tx, meeting, &context.caller.unit).await?,
        Some(id) => store::participant::lock(context.tx, meeting, id).await?,
    };
    let meeting = store::meeting::find(context.tx, meeting).await?;
    let invited = participant.zip(meeting);
    let (mut participant, meeting) = invited.ok_or_else(|| Refusal::not_found("participant", "参会者"))?;
    let day = clock::civil_date(meeting.start_at);
    meeting.state.must_take_place()?;
    must_have_come(day, context.now)?;
    if of_others.is_none() {
        must_not_be_over(day, context.now)?;
    }
    let seats = store::seat::all_on(context.tx, day).await?;
    let missing = || Refusal::field("post", "required", "say which post is here", "请填写到会人员职务");
    let post = post.or_else(|| usual_post(&participant, &seats)).ok_or_else(missing)?;
    let at = participant.signed_in.map_or(context.now, |before| before.at);
    participant.signed_in = Some(SignedIn { at, post, by: context.official()? });
    store::participant::save(context.tx, &participant).await?;
    Ok(participant)
}

/// That of the stand-in, or of the seat.
fn usual_post(participant: &Participant, seats: &[Seat]) -> Option<String> {
    let role = seat_of(participant.kind());
    let is_its = |seat: &&Seat| participant.unit() == Some(&seat.unit) && role == Some(seat.role);
    let seat = seats.iter().find(is_its).map(|seat| seat.post.as_str());
    participant.stand_in().or(seat).map(ToOwned::to_owned)
}
