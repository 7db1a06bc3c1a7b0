//! GetMaterial.

use ids::MaterialId;
use proto::meeting::v1::{GetMaterialRequest, GetMaterialResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::present_meeting;
use crate::{App, store};

/// The content of a material that the caller sees.
pub(super) async fn get_material(
    app: App,
    caller: Caller,
    request: GetMaterialRequest,
) -> Result<GetMaterialResponse, Error> {
    let id: MaterialId = parse_id("id", &request.id)?;
    let unknown = || Refusal::not_found("material", "会议材料");
    let mut tx = as_caller(&app.doors, &caller).await?;
    let material = store::material::find(&mut tx, id).await?.ok_or_else(unknown)?;
    let meeting = store::meeting::find(&mut tx, material.meeting).await?.ok_or_else(unknown)?;
    let content = store::material::content(&mut tx, id).await?.ok_or_else(unknown)?;
    Ok(GetMaterialResponse {
        material: Some(present_meeting::material(&material, &meeting)),
        content: content.into(),
    })
}
