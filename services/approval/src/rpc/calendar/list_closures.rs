//! The days that were closed, also where the closure was lifted.

use proto::approval::v1::{ListClosuresRequest, ListClosuresResponse};
use shell::{Error, Read, View};

use crate::App;

impl Read<App> for ListClosuresRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let closures = reference::store::list_closures(view.tx).await?;
        Ok(ListClosuresResponse { closures: closures.into_iter().map(Into::into).collect() })
    }
}
