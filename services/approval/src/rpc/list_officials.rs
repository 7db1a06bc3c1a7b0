//! Officials of a unit, by id: the caller's own unit, or any for the platform administration and the audit.

use std::sync::Arc;

use ids::OfficialId;
use proto::approval::v1::{ListOfficialsRequest, ListOfficialsResponse};
use refusal::Refusal;
use shell::{Caller, Error, Page, Role};

use super::fields::Fields;
use crate::App;

pub(super) async fn list_officials(
    app: Arc<App>,
    caller: Caller,
    request: ListOfficialsRequest,
) -> Result<ListOfficialsResponse, Error> {
    let mut fields = Fields::default();
    let asked =
        if request.unit.is_empty() { Some(caller.unit.clone()) } else { fields.code("unit", &request.unit) };
    let unit = fields.finish(asked)?;
    if unit != caller.unit && !caller.has(Role::PlatformAdmin) && !caller.has(Role::Auditor) {
        return Err(Refusal::not_found("unit", "单位").into());
    }
    let page = Page::<OfficialId>::parse(request.page_size, &request.page_token, unit.as_str().as_bytes())?;
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let officials =
        reference::store::list_officials(&mut tx, Some(&unit), page.after.as_ref(), page.limit()).await?;
    let (officials, next_page_token) = page.cut(officials, |official| official.id.clone());
    Ok(ListOfficialsResponse { officials: officials.into_iter().map(Into::into).collect(), next_page_token })
}
