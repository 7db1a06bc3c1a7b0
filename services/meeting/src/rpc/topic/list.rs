//! Topics that the caller sees, the newest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListTopicsRequest, ListTopicsResponse};
use shell::{Error, Page, Read, View, parse_words};

use super::present;
use crate::{
    App,
    rpc::seen_by::seen_by,
    store::topic::{Filter, list},
};

impl Read<App> for ListTopicsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            seen_by: seen_by(view.caller),
            states: &parse_words("states", &self.states)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let wires = rows.iter().map(present::topic).collect();
        let (topics, next_page_token) = page.fit(&rows, wires, |row| (row.collected_at, row.id.0));
        Ok(ListTopicsResponse { topics, next_page_token })
    }
}
