//! The unit's changes of the roster, the newest first; everybody's for the office.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListSeatChangesRequest, ListSeatChangesResponse};
use shell::{Error, Page, Read, View, parse_words};

use super::present;
use crate::{
    App,
    rpc::seen_by::seen_by,
    store::seat_change::{Filter, list},
};

impl Read<App> for ListSeatChangesRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            unit: seen_by(view.caller),
            states: &parse_words("states", &self.states)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.proposed.at, row.id.0));
        Ok(ListSeatChangesResponse { changes: rows.iter().map(present::change).collect(), next_page_token })
    }
}
