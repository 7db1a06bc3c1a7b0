//! The office writes the next version of the minutes (起草会议纪要).

use ids::MeetingId;
use proto::meeting::v1::MinutesContent;
use refusal::Refusal;
use sqlx::PgConnection;

use super::minutes_content::must_be_sound;
use crate::{
    model::{Minutes, MinutesState, Step},
    rules::{meeting_course::Act, minutes_course::MinutesAct, succession::SeatRole},
    store,
};

/// Keeps it; refused once the minutes are issued.
pub(crate) async fn draft_minutes(
    tx: &mut PgConnection,
    id: MeetingId,
    content: MinutesContent,
    step: Step,
) -> Result<Result<Minutes, Refusal>, sqlx::Error> {
    let Some(meeting) = store::meeting::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("meeting", "会议")));
    };
    let newest = store::minutes::lock_newest(tx, id).await?;
    let topics = store::topic::find_all(tx, &meeting.topics).await?;
    let office = store::seat::on(tx, SeatRole::Office, clock::civil_date(step.at)).await?;
    let may = meeting.state.course().allows(Act::Minute);
    let may = may.and_then(|()| match &newest {
        Some(newest) => newest.state.course().allows(MinutesAct::Draft),
        None => Ok(()),
    });
    let sound = |()| must_be_sound(&content, (&meeting, &topics), office.as_ref().map(|seat| &seat.unit));
    if let Err(refusal) = may.and_then(sound) {
        return Ok(Err(refusal));
    }
    let version = newest.map_or(1, |newest| newest.version + 1);
    let minutes = Minutes { meeting: id, version, content, drafted: step, state: MinutesState::Draft };
    store::minutes::insert(tx, &minutes).await?;
    Ok(Ok(minutes))
}
