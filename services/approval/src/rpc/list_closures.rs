//! The days that were closed, also where the closure was lifted.

use std::sync::Arc;

use proto::approval::v1::{ListClosuresRequest, ListClosuresResponse};
use shell::{Caller, Error};

use crate::App;

pub(super) async fn list_closures(
    app: Arc<App>,
    caller: Caller,
    _request: ListClosuresRequest,
) -> Result<ListClosuresResponse, Error> {
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let closures = reference::store::list_closures(&mut tx).await?;
    Ok(ListClosuresResponse { closures: closures.into_iter().map(Into::into).collect() })
}
