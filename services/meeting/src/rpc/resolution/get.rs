//! A resolution that the caller sees, with its reports and extensions.

use ids::ResolutionId;
use proto::meeting::v1::{GetResolutionRequest, GetResolutionResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, store};

impl Read<App> for GetResolutionRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: ResolutionId = parse_id("id", &self.id)?;
        let resolution = store::resolution::find(view.tx, id).await?;
        let resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
        let reports = store::report::of_resolution(view.tx, id).await?;
        let extensions = store::extension::of_resolution(view.tx, id).await?;
        Ok(GetResolutionResponse {
            resolution: Some(present::resolution(&resolution, view.now)),
            reports: reports.iter().map(present::report).collect(),
            extensions: extensions.iter().map(present::extension).collect(),
        })
    }
}
