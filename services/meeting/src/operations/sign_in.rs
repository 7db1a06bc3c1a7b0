//! Somebody is here (签到): the unit says so on the day, or the office for it.

use ids::{MeetingId, ParticipantId, UnitCode};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Participant, Seat, SignedIn, Step},
    rules::meeting_course::{Act, must_have_come, must_not_be_over},
    store,
};

/// Who signs in.
pub(crate) enum SigningIn<'a> {
    /// The unit itself.
    Unit(&'a UnitCode),
    /// The office, for a participant.
    Office(ParticipantId),
}

/// Keeps it; said again, the first time stays and the post is corrected. Without `post` it is that of the stand-in, or of the seat on
/// the day.
pub(crate) async fn sign_in(
    tx: &mut PgConnection,
    meeting: MeetingId,
    who: SigningIn<'_>,
    post: Option<String>,
    step: Step,
) -> Result<Result<Participant, Refusal>, sqlx::Error> {
    let by_itself = matches!(who, SigningIn::Unit(_));
    let participant = match who {
        SigningIn::Unit(unit) => store::participant::lock_of_unit(tx, meeting, unit).await?,
        SigningIn::Office(id) => store::participant::lock(tx, meeting, id).await?,
    };
    let meeting = store::meeting::find(tx, meeting).await?;
    let (Some(mut participant), Some(meeting)) = (participant, meeting) else {
        return Ok(Err(Refusal::not_found("participant", "参会者")));
    };
    let day = clock::civil_date(meeting.start_at);
    let may = meeting.state.course().allows(Act::SignIn).and_then(|()| must_have_come(day, step.at));
    let may = may.and_then(|()| if by_itself { must_not_be_over(day, step.at) } else { Ok(()) });
    if let Err(refusal) = may {
        return Ok(Err(refusal));
    }
    let seats = store::seat::all_on(tx, day).await?;
    let Some(post) = post.or_else(|| usual_post(&participant, &seats)) else {
        let (en, zh) = ("say which post is here", "请填写到会人员职务");
        return Ok(Err(Refusal::field("post", "required", en, zh)));
    };
    let at = participant.signed_in.map_or(step.at, |before| before.at);
    participant.signed_in = Some(SignedIn { at, post, by: step.by });
    store::participant::save(tx, &participant).await?;
    Ok(Ok(participant))
}

/// That of the stand-in, or of the seat.
fn usual_post(participant: &Participant, seats: &[Seat]) -> Option<String> {
    let is_its =
        |seat: &&Seat| participant.unit() == Some(&seat.unit) && participant.kind().seat() == Some(seat.role);
    let seat = seats.iter().find(is_its).map(|seat| seat.post.as_str());
    participant.stand_in().or(seat).map(ToOwned::to_owned)
}
