//! GetBulletin.

use ids::BulletinId;
use proto::meeting::v1::{GetBulletinRequest, GetBulletinResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use super::present_resolution;
use crate::{App, store};

/// A bulletin.
pub(super) async fn get_bulletin(
    app: App,
    caller: Caller,
    request: GetBulletinRequest,
) -> Result<GetBulletinResponse, Error> {
    let id: BulletinId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let bulletin = store::bulletin::find(&mut tx, id).await?;
    let bulletin = bulletin.ok_or_else(|| Refusal::not_found("bulletin", "通报"))?;
    Ok(GetBulletinResponse { bulletin: Some(present_resolution::bulletin(&bulletin)) })
}
