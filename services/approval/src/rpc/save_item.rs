//! Adds or replaces an item of the catalogue (Art. 10).

use std::sync::Arc;

use proto::approval::v1::{SaveItemRequest, SaveItemResponse};
use shell::{Caller, Error, Write};

use super::item_wire;
use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.CatalogueService/SaveItem";

pub(super) async fn save_item(
    app: Arc<App>,
    caller: Caller,
    request: SaveItemRequest,
) -> Result<SaveItemResponse, Error> {
    let item = item_wire::from_wire(&request.item.clone().unwrap_or_default())?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let item = operations::only(operations::save_item(write.tx(), vec![item]).await?)?;
    let objects = [item.code.to_string()];
    write.commit(&objects, SaveItemResponse { item: Some(item_wire::to_wire(item)) }).await
}
