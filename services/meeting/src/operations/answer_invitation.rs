//! An invited unit answers (回执): it attends, asks for leave, or sends a stand-in.

use ids::{MeetingId, UnitCode};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Answer, Participant, Step},
    rules::meeting_course::{Act, must_be_the_date},
    store,
};

/// Keeps the answer to the date that the meeting had after so many moves; another one may follow until the meeting is held.
pub(crate) async fn answer_invitation(
    tx: &mut PgConnection,
    meeting: MeetingId,
    unit: &UnitCode,
    answer: (Answer, Step),
    reschedules: i32,
) -> Result<Result<Participant, Refusal>, sqlx::Error> {
    // The participant first: whoever moves the meeting holds its row, and then it has the new date.
    let participant = store::participant::lock_of_unit(tx, meeting, unit).await?;
    let meeting = store::meeting::find(tx, meeting).await?;
    let (Some(mut participant), Some(meeting)) = (participant, meeting) else {
        return Ok(Err(Refusal::not_found("invitation", "会议通知")));
    };
    let may = meeting.state.course().allows(Act::Answer);
    if let Err(refusal) = may.and_then(|()| must_be_the_date(reschedules, meeting.reschedules)) {
        return Ok(Err(refusal));
    }
    participant.answer = Some(answer);
    store::participant::save(tx, &participant).await?;
    Ok(Ok(participant))
}
