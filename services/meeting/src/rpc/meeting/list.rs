//! Meetings that the caller sees, the latest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListMeetingsRequest, ListMeetingsResponse};
use shell::{Error, Page, Read, View, parse_words};

use super::present;
use crate::{
    App,
    store::{
        material,
        meeting::{Filter, list},
    },
};

impl Read<App> for ListMeetingsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            states: &parse_words("states", &self.states)?,
            kinds: &parse_words("kinds", &self.kinds)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let late = material::with_late(view.tx, &rows).await?;
        let shown = rows.iter().map(|row| present::with_lateness(row, late.contains(&row.id))).collect();
        let (meetings, next_page_token) = page.fit(&rows, shown, |row| (row.start_at, row.id.0));
        Ok(ListMeetingsResponse { meetings, next_page_token })
    }
}
