//! The responsibility map in force on a day, or one version of it.

use proto::approval::v1::{GetResponsibilityMapRequest, GetResponsibilityMapResponse};
use refusal::Refusal;
use shell::{Error, Read, View};

use super::present;
use crate::{App, rpc::fields::Fields, store::responsibility_map};

impl Read<App> for GetResponsibilityMapRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let mut fields = Fields::default();
        let day = fields.day_or("on", &self.on, Some(clock::civil_date(view.now)));
        let day = fields.finish(day)?;
        let no_map = || Refusal::not_found("version of the responsibility map", "审管责任清单版本");

        let version = match self.version {
            0 => responsibility_map::version_on(view.tx, day).await?.ok_or_else(no_map)?,
            version => version,
        };
        let mut map = responsibility_map::find(view.tx, version).await?.ok_or_else(no_map)?;
        map.responsibilities = responsibility_map::responsibilities(view.tx, version).await?;
        Ok(GetResponsibilityMapResponse { map: Some(present::map(map)) })
    }
}
