//! Revokes pinned keys, and tells every service: each refuses them within seconds.

use jiff::Timestamp;
use mailbox::Outbox;
use reference::{CertificateKey, Fingerprint};
use refusal::Refusal;
use sqlx::PgConnection;

use super::{Outcomes, pin_certificate_key::save_and_tell};
use crate::store::lock::{self, Shared};

/// Revokes the key of each fingerprint. One that is revoked already is given as it is.
pub(crate) async fn revoke_certificate_key(
    outbox: &Outbox,
    tx: &mut PgConnection,
    now: Timestamp,
    fingerprints: &[Fingerprint],
) -> Outcomes<CertificateKey> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    for fingerprint in fingerprints {
        let Some(mut key) = reference::store::key(tx, fingerprint).await? else {
            outcomes.push(Err(Refusal::not_found("certificate key", "证书公钥")));
            continue;
        };
        if key.revoked_at.is_none() {
            key.revoked_at = Some(now);
            key.version += 1;
            save_and_tell(outbox, tx, &key).await?;
        }
        outcomes.push(Ok(key));
    }
    Ok(outcomes)
}
