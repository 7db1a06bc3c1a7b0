//! Officials of a unit, by id: the caller's own unit, or any for the platform administration and the audit.

use ids::OfficialId;
use proto::approval::v1::{ListOfficialsRequest, ListOfficialsResponse};
use refusal::Refusal;
use shell::{Error, Page, Read, Role, View};

use crate::{App, rpc::fields::Fields};

impl Read<App> for ListOfficialsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let caller = view.caller;
        let mut fields = Fields::default();
        let asked =
            if self.unit.is_empty() { Some(caller.unit.clone()) } else { fields.code("unit", &self.unit) };
        let unit = fields.finish(asked)?;
        if unit != caller.unit && !caller.has(Role::PlatformAdmin) && !caller.has(Role::Auditor) {
            return Err(Refusal::not_found("unit", "单位").into());
        }
        let page = Page::<OfficialId>::of(&self)?;
        let officials =
            reference::store::list_officials(view.tx, Some(&unit), page.after.as_ref(), page.limit()).await?;
        let (officials, next_page_token) = page.cut(officials, |official| official.id.clone());
        let officials = officials.into_iter().map(Into::into).collect();
        Ok(ListOfficialsResponse { officials, next_page_token })
    }
}
