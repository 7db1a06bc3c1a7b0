//! GetMaterial.

use ids::MaterialId;
use proto::meeting::v1::{GetMaterialRequest, GetMaterialResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id, revealed};

use super::present_meeting;
use crate::{App, policy::paths, store};

/// The preset purpose of reading a material; nobody types one.
const PURPOSE: &str = "会议材料查阅";

/// The content of a material that the caller sees; that it was read is recorded.
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
    let content = store::material::content(&mut tx, &app.at_rest, id).await?.ok_or_else(unknown)?;
    revealed(&app.doors, &caller, tx, paths::GET_MATERIAL, &[id.to_string()], PURPOSE).await?;
    Ok(GetMaterialResponse {
        material: Some(present_meeting::material(&material, &meeting)),
        content: content.expose().to_vec().into(),
    })
}
