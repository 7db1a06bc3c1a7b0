//! The office writes the next version of the minutes (起草会议纪要).

use ids::MeetingId;
use proto::meeting::v1::MinutesContent;
use reference::Directory;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{attendance::attendance, minutes_content::must_be_sound, minutes_names::minutes_names};
use crate::{
    model::{Minutes, MinutesState, Step},
    rules::{
        meeting_course::Act,
        minutes_course::{MinutesAct, must_be_version},
        succession::SeatRole,
    },
    store,
};

/// Keeps it, made from the version `base` (0: the first), with who was there and what all is called; refused once the minutes are issued.
pub(crate) async fn draft_minutes(
    tx: &mut PgConnection,
    (id, base): (MeetingId, i32),
    content: MinutesContent,
    (directory, step): (&Directory, Step),
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
    let made_from = newest.as_ref().map_or(0, |newest| newest.version);
    let may = may.and_then(|()| must_be_version(base, made_from));
    let sound = |()| must_be_sound(&content, (&meeting, &topics), office.as_ref().map(|seat| &seat.unit));
    if let Err(refusal) = may.and_then(sound) {
        return Ok(Err(refusal));
    }
    let attendance = attendance(&store::participant::of_meeting(tx, id).await?);
    let mut seats: Vec<_> = office.into_iter().collect();
    for chair in [meeting.convened_by, meeting.presided_by] {
        seats.extend(store::seat::find(tx, chair).await?);
    }
    let names = minutes_names(&content, &attendance, (&topics, &seats), directory);
    let minutes = Minutes {
        meeting: id,
        version: made_from + 1,
        content,
        attendance,
        names,
        drafted: step,
        state: MinutesState::Draft,
        superseded: false,
    };
    store::minutes::insert(tx, &minutes).await?;
    Ok(Ok(minutes))
}
