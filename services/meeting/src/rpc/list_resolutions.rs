//! Resolutions that the caller sees, the newest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListResolutionsRequest, ListResolutionsResponse, ResolutionState};
use shell::{Error, Page, Read, Role, View};

use super::{names::names, present_resolution};
use crate::{
    App,
    rules::resolution_course::ResolutionCourse,
    store::resolution::{Filter, list},
};

impl Read<App> for ListResolutionsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let state = |state| {
            let mut known = ResolutionCourse::ALL.into_iter();
            known
                .find(|course| i32::from(ResolutionState::from(*course)) == state)
                .map(ResolutionCourse::name)
        };
        let unit = &view.caller.unit;
        let filter = Filter {
            seen_by: if view.caller.has(Role::Overseer) { None } else { Some(unit) },
            led_by: self.led.then_some(unit),
            states: &names("states", &self.states, state)?,
            overdue_at: self.overdue.then_some(view.now),
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let shown = rows.iter().map(|row| present_resolution::resolution(row, view.now)).collect();
        let (resolutions, next_page_token) = page.fit(&rows, shown, |row| (row.issued_at, row.id.0));
        Ok(ListResolutionsResponse { resolutions, next_page_token })
    }
}
