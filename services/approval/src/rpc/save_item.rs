//! Adds or replaces an item of the catalogue (Art. 10).

use proto::approval::v1::{SaveItemRequest, SaveItemResponse};
use shell::{Act, Context, Done, Error};

use super::item_wire;
use crate::{App, operations};

impl Act<App> for SaveItemRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let item = item_wire::from_wire(&self.item.unwrap_or_default())?;
        let item = operations::save_item(context, item).await?;
        let object = item.code.to_string();
        Ok(Done::with(object, SaveItemResponse { item: Some(item_wire::to_wire(item)) }))
    }
}
