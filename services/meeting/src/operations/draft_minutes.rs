//! The office writes the next version of the minutes (起草会议纪要).

use ids::MeetingId;
use proto::meeting::v1::MinutesContent;
use reference::Directory;
use refusal::Refusal;
use shell::{Context, Error};

use super::{attendance::attendance, minutes_content::must_be_sound, minutes_names::minutes_names};
use crate::{
    model::{Meeting, Minutes, MinutesState, Seat, Step},
    rules::{
        meeting_course::Act,
        minutes_course::{MinutesAct, must_be_version},
        succession::SeatRole,
    },
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
    let meeting = store::meeting::lock(context.tx, id).await?;
    let meeting = meeting.ok_or_else(|| Refusal::not_found("meeting", "会议"))?;
    let newest = store::minutes::lock_newest(context.tx, id).await?;
    let topics = store::topic::find_all(context.tx, &meeting.topics).await?;
    let office = store::seat::on(context.tx, SeatRole::Office, clock::civil_date(context.now)).await?;
    meeting.state.course().allows(Act::Minute)?;
    if let Some(newest) = &newest {
        newest.state.course().allows(MinutesAct::Draft)?;
    }
    let made_from = newest.map_or(0, |newest| newest.version);
    must_be_version(base, made_from)?;
    must_be_sound(&text, &meeting, &topics, office.as_ref().map(|seat| &seat.unit))?;
    let attendance = attendance(&store::participant::of_meeting(context.tx, id).await?);
    let seats = named(context, &meeting, office).await?;
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

/// The seats whose units the minutes name: of the office, and of whoever convened the meeting and presided over it.
async fn named(
    context: &mut Context<'_>,
    meeting: &Meeting,
    office: Option<Seat>,
) -> Result<Vec<Seat>, Error> {
    let mut seats: Vec<_> = office.into_iter().collect();
    for chair in [meeting.convened_by, meeting.presided_by] {
        seats.extend(store::seat::find(context.tx, chair).await?);
    }
    Ok(seats)
}
