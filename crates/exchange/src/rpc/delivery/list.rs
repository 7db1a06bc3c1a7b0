//! Deliveries to the caller's unit in order of arrival, personal data masked.

use ids::Uuid;
use jiff::Timestamp;
use proto::exchange::v1::{ListDeliveriesRequest, ListDeliveriesResponse};
use shell::{Error, Page, Read, View, parse_id, parse_words};

use super::present;
use crate::{
    Exchange, Host,
    model::Delivery,
    rpc::filter::{parse_instant, parse_items},
    store::delivery::{Filter, list_received},
};

impl<H: Host> Read<Exchange<H>> for ListDeliveriesRequest {
    async fn read(self, app: &Exchange<H>, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let push = if self.push_id.is_empty() { None } else { Some(parse_id("push_id", &self.push_id)?) };
        let filter = Filter {
            states: parse_words("states", &self.states)?,
            overdue_at: self.overdue_only.then_some(view.now),
            due_before: parse_instant("due_before", self.due_before)?,
            item_codes: parse_items("item_codes", self.item_codes)?,
            push,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list_received(view.tx, &view.caller.unit, &filter).await?;
        let key =
            |row: &Delivery| (row.receipt().map_or(Timestamp::MIN, |receipt| receipt.received_at), row.id.0);
        let shown = present::all_masked(app, view.tx, &rows).await?;
        let (deliveries, next_page_token) = page.fit(&rows, shown, key);
        Ok(ListDeliveriesResponse { deliveries, next_page_token })
    }
}
