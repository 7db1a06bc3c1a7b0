//! An invited unit answers (回执): it attends, asks for leave, or sends a stand-in.

use ids::MeetingId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Answer, Participant, Step},
    rules::meeting_course::must_be_the_date,
    store,
};

/// Keeps the answer to the date that the meeting had after so many moves; another one may follow until the meeting is held.
pub(crate) async fn answer_invitation(
    context: &mut Context<'_>,
    meeting: MeetingId,
    answer: Answer,
    reschedules: i32,
) -> Result<Participant, Error> {
    // The participant first: whoever moves the meeting holds its row, and then it has the new date.
    let participant = store::participant::lock_of_unit(context.tx, meeting, &context.caller.unit).await?;
    let meeting = store::meeting::find(context.tx, meeting).await?;
    let invited = participant.zip(meeting);
    let (mut participant, meeting) = invited.ok_or_else(|| Refusal::not_found("invitation", "会议通知"))?;
    meeting.state.must_be_invited_to()?;
    must_be_the_date(reschedules, meeting.reschedules)?;
    participant.answer = Some((answer, Step::of(context)?));
    store::participant::save(context.tx, &participant).await?;
    Ok(participant)
}
