//! Revokes a pinned key; every service refuses it within seconds.

use std::sync::Arc;

use proto::approval::v1::{RevokeCertificateKeyRequest, RevokeCertificateKeyResponse};
use reference::Fingerprint;
use shell::{Caller, Error, Write};

use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DirectoryService/RevokeCertificateKey";

pub(super) async fn revoke_certificate_key(
    app: Arc<App>,
    caller: Caller,
    request: RevokeCertificateKeyRequest,
) -> Result<RevokeCertificateKeyResponse, Error> {
    let fingerprint: Fingerprint = request.fingerprint.parse()?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let (outbox, now) = (&app.doors().outbox, app.doors().clock.now());
    let revoked = operations::revoke_certificate_key(outbox, write.tx(), now, &[fingerprint]).await?;
    let key = operations::only(revoked)?;
    let objects = [key.fingerprint.to_string()];
    let answer = write.commit(&objects, RevokeCertificateKeyResponse { key: Some(key.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}
