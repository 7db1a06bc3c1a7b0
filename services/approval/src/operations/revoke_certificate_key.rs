//! Revokes a pinned key, and tells every service: each refuses it within seconds.

use reference::{CertificateKey, Fingerprint};
use refusal::Refusal;
use shell::{Context, Error};

use super::pin_certificate_key::save_and_tell;
use crate::store::lock::{self, Shared};

/// Revokes the key of the fingerprint. One that is revoked already is given as it is.
pub(crate) async fn revoke_certificate_key(
    context: &mut Context<'_>,
    fingerprint: &Fingerprint,
) -> Result<CertificateKey, Error> {
    lock::take(context.tx, Shared::Directory).await?;
    let mut key = reference::store::key(context.tx, fingerprint)
        .await?
        .ok_or_else(|| Refusal::not_found("certificate key", "证书公钥"))?;
    if key.revoked_at.is_none() {
        key.revoked_at = Some(context.now);
        key.version += 1;
        save_and_tell(context, &key).await?;
    }
    Ok(key)
}
