//! Pins a certificate's key to a unit.

use std::sync::Arc;

use proto::approval::v1::{PinCertificateKeyRequest, PinCertificateKeyResponse};
use reference::CertificateKey;
use shell::{Caller, Error, Write};

use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DirectoryService/PinCertificateKey";

pub(super) async fn pin_certificate_key(
    app: Arc<App>,
    caller: Caller,
    request: PinCertificateKeyRequest,
) -> Result<PinCertificateKeyResponse, Error> {
    let key = CertificateKey::try_from(request.key.clone().unwrap_or_default())?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let pinned = operations::pin_certificate_key(&app.doors().outbox, write.tx(), vec![key]).await?;
    let key = operations::only(pinned)?;
    let objects = [key.fingerprint.to_string()];
    let answer = write.commit(&objects, PinCertificateKeyResponse { key: Some(key.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}
