//! Items of the catalogue, by code.

use ids::ItemCode;
use proto::approval::v1::{ListItemsRequest, ListItemsResponse};
use shell::{Error, Page, Read, View};

use super::item_wire;
use crate::{App, store};

impl Read<App> for ListItemsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<ItemCode>::of(&self)?;
        let items = store::item::list(view.tx, page.after.as_ref(), page.limit()).await?;
        let (items, next_page_token) = page.cut(items, |item| item.code.clone());
        Ok(ListItemsResponse { items: items.into_iter().map(item_wire::to_wire).collect(), next_page_token })
    }
}
