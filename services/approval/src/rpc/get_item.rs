//! One item of the catalogue.

use std::sync::Arc;

use proto::approval::v1::{GetItemRequest, GetItemResponse};
use refusal::Refusal;
use shell::{Caller, Error};

use super::{fields::Fields, item_wire};
use crate::{App, store};

pub(super) async fn get_item(
    app: Arc<App>,
    caller: Caller,
    request: GetItemRequest,
) -> Result<GetItemResponse, Error> {
    let mut fields = Fields::default();
    let code = fields.code("code", &request.code);
    let code = fields.finish(code)?;
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let item = store::item::find(&mut tx, &[code]).await?.pop();
    let item = item.ok_or_else(|| Refusal::not_found("item", "事项"))?;
    Ok(GetItemResponse { item: Some(item_wire::to_wire(item)) })
}
