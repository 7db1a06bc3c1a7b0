//! The office writes the next version of the minutes (起草会议纪要).

use ids::MeetingId;
use proto::{meeting::v1::MinutesContent, words::meeting::SeatRole};
use reference::Directory;
use shell::{Context, Error};

use super::{
    attendance::attendance, lock_meeting, minutes_content::must_be_sound, minutes_names::minutes_names,
};
use crate::{
    model::{Minutes, MinutesState, Step},
    rules::minutes_course::must_be_version,
    store,
};

/// Keeps it, made from the version `base` (0: the first), with who was there and what all is called; refused once the minutes are issued.
pub(crate) async fn draft_minutes(
    context: &mut Context<'_>,
    directory: &Directory,
    id: MeetingId,
    base: i32,
    text: MinutesContent,
) -> Result<Minutes, Error> {
    let meeting = lock_meeting(context, id).await?;
    meeting.state.must_have_been_held()?;
    let newest = store::minutes::lock_newest(context.tx, id).await?;
    if let Some(newest) = &newest {
        newest.must_not_be_issued()?;
    }
    let made_from = newest.map_or(0, |newest| newest.version);
    must_be_version(base, made_from)?;
    let topics = store::topic::find_all(context.tx, &meeting.topics).await?;
    let today = clock::civil_date(context.now);
    let office = store::seat::holder_on(context.tx, SeatRole::Office, today).await?;
    must_be_sound(&text, &meeting, &topics, office.as_ref().map(|seat| &seat.unit))?;
    let attendance = attendance(&store::participant::of_meeting(context.tx, id).await?);
    // The minutes name these units besides: the office, and whoever convened the meeting and presided over it.
    let mut seats = Vec::from_iter(office);
    for chair in [meeting.convened_by, meeting.presided_by] {
        seats.extend(store::seat::find(context.tx, chair).await?);
    }
    let names = minutes_names(&text, &attendance, &topics, &seats, directory);
    let minutes = Minutes {
        meeting: id,
        version: made_from + 1,
        content: text,
        attendance,
        names,
        drafted: Step::of(context)?,
        state: MinutesState::Draft,
        superseded: false,
    };
    store::minutes::insert(context.tx, &minutes).await?;
    Ok(minutes)
}
