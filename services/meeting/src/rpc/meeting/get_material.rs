//! The content of a material that the caller sees; that it was read is recorded.

use ids::MaterialId;
use proto::meeting::v1::{GetMaterialRequest, GetMaterialResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, store};

/// The preset purpose of reading a material; nobody types one.
const PURPOSE: &str = "会议材料查阅";

impl Read<App> for GetMaterialRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: MaterialId = parse_id("id", &self.id)?;
        let unknown = || Refusal::not_found("material", "会议材料");
        let material = store::material::find(view.tx, id).await?.ok_or_else(unknown)?;
        let meeting = store::meeting::find(view.tx, material.meeting).await?.ok_or_else(unknown)?;
        let content = store::material::content(view.tx, &app.at_rest, id).await?.ok_or_else(unknown)?;
        view.reveal(&[id.to_string()], PURPOSE).await?;
        Ok(GetMaterialResponse {
            material: Some(present::material(&material, &meeting)),
            content: content.expose().to_vec().into(),
        })
    }
}
