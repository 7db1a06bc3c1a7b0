//! Meetings that the caller sees, the latest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListMeetingsRequest, ListMeetingsResponse, MeetingKind as Kind, MeetingState};
use shell::{Error, Page, Read, View};

use super::{names::names, present_meeting};
use crate::{
    App,
    rules::{chair::MeetingKind, meeting_course::Course},
    store::{
        material,
        meeting::{Filter, list},
    },
};

impl Read<App> for ListMeetingsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let state = |state| {
            let mut known = Course::ALL.into_iter();
            known.find(|course| i32::from(MeetingState::from(*course)) == state).map(Course::name)
        };
        let kind = |kind| {
            let mut known = MeetingKind::ALL.into_iter();
            known.find(|known| i32::from(Kind::from(*known)) == kind).map(MeetingKind::name)
        };
        let filter = Filter {
            states: &names("states", &self.states, state)?,
            kinds: &names("kinds", &self.kinds, kind)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let late = material::with_late(view.tx, &rows).await?;
        let shown =
            rows.iter().map(|row| present_meeting::with_lateness(row, late.contains(&row.id))).collect();
        let (meetings, next_page_token) = page.fit(&rows, shown, |row| (row.start_at, row.id.0));
        Ok(ListMeetingsResponse { meetings, next_page_token })
    }
}
