//! Adds or replaces an official of the directory.

use std::sync::Arc;

use proto::approval::v1::{SaveOfficialRequest, SaveOfficialResponse};
use reference::Official;
use shell::{Caller, Error, Write};

use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DirectoryService/SaveOfficial";

pub(super) async fn save_official(
    app: Arc<App>,
    caller: Caller,
    request: SaveOfficialRequest,
) -> Result<SaveOfficialResponse, Error> {
    let official = Official::try_from(request.official.clone().unwrap_or_default())?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let saved = operations::save_official(&app.doors().outbox, write.tx(), vec![official]).await?;
    let official = operations::only(saved)?;
    let objects = [official.id.to_string()];
    let answer = write.commit(&objects, SaveOfficialResponse { official: Some(official.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}
