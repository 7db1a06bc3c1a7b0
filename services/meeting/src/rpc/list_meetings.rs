//! ListMeetings.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListMeetingsRequest, ListMeetingsResponse, MeetingKind as Kind, MeetingState};
use refusal::Refusal;
use shell::{Caller, Error, Page, as_caller};

use super::present_meeting;
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

/// Names in the database, each once.
fn names(
    field: &str,
    given: &[i32],
    name: impl Fn(i32) -> Option<&'static str>,
) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::new();
    for (at, value) in given.iter().enumerate() {
        let unknown = || Refusal::field(format!("{field}[{at}]"), "unknown", "no such value", "没有这个选项");
        let name = name(*value).ok_or_else(unknown)?.to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}
