//! Units of the directory, also those that were dissolved, by code.

use ids::UnitCode;
use proto::approval::v1::{ListUnitsRequest, ListUnitsResponse};
use shell::{Error, Page, Read, View};

use crate::App;

impl Read<App> for ListUnitsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<UnitCode>::of(&self)?;
        let units = reference::store::list_units(view.tx, page.after.as_ref(), page.limit()).await?;
        let (units, next_page_token) = page.cut(units, |unit| unit.code.clone());
        Ok(ListUnitsResponse { units: units.into_iter().map(Into::into).collect(), next_page_token })
    }
}
