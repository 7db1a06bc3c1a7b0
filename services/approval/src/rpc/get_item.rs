//! One item of the catalogue.

use proto::approval::v1::{GetItemRequest, GetItemResponse};
use refusal::Refusal;
use shell::{Error, Read, View};

use super::{fields::Fields, item_wire};
use crate::{App, store};

impl Read<App> for GetItemRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let mut fields = Fields::default();
        let code = fields.code("code", &self.code);
        let code = fields.finish(code)?;
        let item = store::item::find(view.tx, &[code]).await?.pop();
        let item = item.ok_or_else(|| Refusal::not_found("item", "事项"))?;
        Ok(GetItemResponse { item: Some(item_wire::to_wire(item)) })
    }
}
