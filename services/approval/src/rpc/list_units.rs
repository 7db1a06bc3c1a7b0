//! Units of the directory, by code.

use std::sync::Arc;

use ids::UnitCode;
use proto::approval::v1::{ListUnitsRequest, ListUnitsResponse};
use shell::{Caller, Error, Page};

use crate::App;

pub(super) async fn list_units(
    app: Arc<App>,
    caller: Caller,
    request: ListUnitsRequest,
) -> Result<ListUnitsResponse, Error> {
    let page = Page::<UnitCode>::parse(request.page_size, &request.page_token, b"units")?;
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let units = reference::store::list_units(&mut tx, page.after.as_ref(), page.limit()).await?;
    let (units, next_page_token) = page.cut(units, |unit| unit.code.clone());
    Ok(ListUnitsResponse { units: units.into_iter().map(Into::into).collect(), next_page_token })
}
