//! Adds or replaces a unit of the directory.

use std::sync::Arc;

use proto::approval::v1::{SaveUnitRequest, SaveUnitResponse};
use reference::Unit;
use shell::{Caller, Error, Write};

use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DirectoryService/SaveUnit";

pub(super) async fn save_unit(
    app: Arc<App>,
    caller: Caller,
    request: SaveUnitRequest,
) -> Result<SaveUnitResponse, Error> {
    let unit = Unit::try_from(request.unit.clone().unwrap_or_default())?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let unit = operations::only(operations::save_unit(&app.doors().outbox, write.tx(), vec![unit]).await?)?;
    let objects = [unit.code.to_string()];
    let answer = write.commit(&objects, SaveUnitResponse { unit: Some(unit.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}
