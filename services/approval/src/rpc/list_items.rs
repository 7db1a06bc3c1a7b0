//! Items of the catalogue, by code.

use std::sync::Arc;

use ids::ItemCode;
use proto::approval::v1::{ListItemsRequest, ListItemsResponse};
use shell::{Caller, Error, Page};

use super::item_wire;
use crate::{App, store};

pub(super) async fn list_items(
    app: Arc<App>,
    caller: Caller,
    request: ListItemsRequest,
) -> Result<ListItemsResponse, Error> {
    let page = Page::<ItemCode>::parse(request.page_size, &request.page_token, b"items")?;
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let items = store::item::list(&mut tx, page.after.as_ref(), page.limit()).await?;
    let (items, next_page_token) = page.cut(items, |item| item.code.clone());
    Ok(ListItemsResponse { items: items.into_iter().map(item_wire::to_wire).collect(), next_page_token })
}
