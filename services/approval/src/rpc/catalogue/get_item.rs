//! An item with the elements that Art. 10 makes public; every caller may read it.

use proto::approval::v1::{GetItemRequest, GetItemResponse};
use refusal::Refusal;
use shell::{Error, Read, View};

use super::present;
use crate::{App, rpc::fields::Fields, store};

impl Read<App> for GetItemRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let mut fields = Fields::default();
        let code = fields.code("code", &self.code);
        let code = fields.finish(code)?;
        let item = store::item::find(view.tx, &code).await?;
        let item = item.ok_or_else(|| Refusal::not_found("item", "事项"))?;
        Ok(GetItemResponse { item: Some(present::item(item)) })
    }
}
