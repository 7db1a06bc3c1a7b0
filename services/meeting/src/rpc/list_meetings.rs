//! ListMeetings.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListMeetingsRequest, ListMeetingsResponse, MeetingKind as Kind, MeetingState};
use shell::{Caller, Error, Page, as_caller};

use super::{names::names, present_meeting};
use crate::{
    App,
    rules::{chair::MeetingKind, meeting_course::Course},
    store::{
        material,
        meeting::{Filter, list},
    },
};

/// Meetings that the caller sees, the latest first.
pub(super) async fn list_meetings(
    app: App,
    caller: Caller,
    request: ListMeetingsRequest,
) -> Result<ListMeetingsResponse, Error> {
    let same = ListMeetingsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    let page: Page<(Timestamp, Uuid)> =
        Page::parse(request.page_size, &request.page_token, &same.encode_to_vec())?;
    let state = |state| {
        Course::ALL
            .into_iter()
            .find(|course| i32::from(MeetingState::from(*course)) == state)
            .map(Course::name)
    };
    let kind = |kind| {
        MeetingKind::ALL
            .into_iter()
            .find(|known| i32::from(Kind::from(*known)) == kind)
            .map(MeetingKind::name)
    };
    let filter = Filter {
        states: &names("states", &request.states, state)?,
        kinds: &names("kinds", &request.kinds, kind)?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let late = material::with_late(&mut tx, &rows).await?;
    let shown = rows.iter().map(|row| present_meeting::with_lateness(row, late.contains(&row.id))).collect();
    let (meetings, next_page_token) = page.fit(&rows, shown, |row| (row.start_at, row.id.0));
    Ok(ListMeetingsResponse { meetings, next_page_token })
}
