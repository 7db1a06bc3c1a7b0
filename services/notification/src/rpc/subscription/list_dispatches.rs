//! The unit's delivery log, newest first.

use ids::{SubscriptionId, Uuid};
use jiff::Timestamp;
use proto::notification::v1::{ListDispatchesRequest, ListDispatchesResponse};
use shell::{Error, Page, Read, View, parse_id};

use super::present::present_dispatch;
use crate::{App, store};

impl Read<App> for ListDispatchesRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let subscription: Option<SubscriptionId> = match self.subscription_id.as_str() {
            "" => None,
            id => Some(parse_id("subscription_id", id)?),
        };
        let unit = &view.caller.unit;
        let rows = store::dispatch::list(view.tx, unit, subscription, page.after, page.limit()).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.created_at, row.id.0));
        Ok(ListDispatchesResponse {
            dispatches: rows.iter().map(present_dispatch).collect(),
            next_page_token,
        })
    }
}
