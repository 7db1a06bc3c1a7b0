//! The responsibility map in force on a day, or one version of it.

use std::sync::Arc;

use proto::approval::v1::{GetResponsibilityMapRequest, GetResponsibilityMapResponse};
use refusal::Refusal;
use shell::{Caller, Error};

use super::{fields::Fields, map_wire};
use crate::{App, store::responsibility_map};

pub(super) async fn get_responsibility_map(
    app: Arc<App>,
    caller: Caller,
    request: GetResponsibilityMapRequest,
) -> Result<GetResponsibilityMapResponse, Error> {
    let mut fields = Fields::default();
    let day = fields.day_or("on", &request.on, Some(app.doors().clock.today()));
    let day = fields.finish(day)?;
    let no_map = || Refusal::not_found("version of the responsibility map", "审管责任清单版本");

    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let version = match request.version {
        0 => responsibility_map::version_on(&mut tx, day).await?.ok_or_else(no_map)?,
        version => version,
    };
    let mut map = responsibility_map::find(&mut tx, version).await?.ok_or_else(no_map)?;
    map.responsibilities = responsibility_map::responsibilities(&mut tx, version).await?;
    Ok(GetResponsibilityMapResponse { map: Some(map_wire::to_wire(map)) })
}
