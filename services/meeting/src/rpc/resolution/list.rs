//! Resolutions that the caller sees, the newest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListResolutionsRequest, ListResolutionsResponse};
use shell::{Error, Page, Read, View, parse_words};

use super::present;
use crate::{
    App,
    rpc::seen_by::seen_by,
    store::resolution::{Filter, list},
};

impl Read<App> for ListResolutionsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            seen_by: seen_by(view.caller),
            led_by: self.led.then_some(&view.caller.unit),
            states: &parse_words("states", &self.states)?,
            overdue_at: self.overdue.then_some(view.now),
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let shown = rows.iter().map(|row| present::resolution(row, view.now)).collect();
        let (resolutions, next_page_token) = page.fit(&rows, shown, |row| (row.issued_at, row.id.0));
        Ok(ListResolutionsResponse { resolutions, next_page_token })
    }
}
