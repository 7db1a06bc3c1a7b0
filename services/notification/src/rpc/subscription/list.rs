//! The unit's subscriptions, oldest first.

use ids::Uuid;
use jiff::Timestamp;
use proto::notification::v1::{ListSubscriptionsRequest, ListSubscriptionsResponse};
use shell::{Error, Page, Read, View};

use super::present::present_subscription;
use crate::{App, store};

impl Read<App> for ListSubscriptionsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let rows = store::subscription::list(view.tx, &view.caller.unit, page.after, page.limit()).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.created_at, row.id.0));
        let subscriptions = rows.iter().map(present_subscription).collect();
        Ok(ListSubscriptionsResponse { subscriptions, next_page_token })
    }
}
