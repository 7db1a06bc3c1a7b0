//! Items of the catalogue (Art. 10), by code.

use ids::ItemCode;
use proto::approval::v1::{ListItemsRequest, ListItemsResponse};
use shell::{Error, Page, Read, View};

use super::present;
use crate::{App, store};

impl Read<App> for ListItemsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<ItemCode>::of(&self)?;
        let items = store::item::list(view.tx, page.after.as_ref(), page.limit()).await?;
        let (items, next_page_token) = page.cut(items, |item| item.code.clone());
        Ok(ListItemsResponse { items: items.into_iter().map(present::item).collect(), next_page_token })
    }
}
