//! Pins certificates' keys to units, and tells every service.

use mailbox::Outbox;
use proto::reference::v1::CertificateKeyChanged;
use reference::CertificateKey;
use refusal::Refusal;
use sqlx::PgConnection;

use super::Outcomes;
use crate::store::lock::{self, Shared};

/// Pins each key, in place of an earlier pin of it; gives it with its new version. A revoked key stays revoked.
pub(crate) async fn pin_certificate_key(
    outbox: &Outbox,
    tx: &mut PgConnection,
    keys: Vec<CertificateKey>,
) -> Outcomes<CertificateKey> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    for mut key in keys {
        match checked(tx, &key).await? {
            Err(refusal) => outcomes.push(Err(refusal)),
            Ok(version) => {
                key.version = version;
                key.revoked_at = None;
                save_and_tell(outbox, tx, &key).await?;
                outcomes.push(Ok(key));
            }
        }
    }
    Ok(outcomes)
}

/// Writes a key and the event that carries it.
pub(super) async fn save_and_tell(
    outbox: &Outbox,
    tx: &mut PgConnection,
    key: &CertificateKey,
) -> Result<(), sqlx::Error> {
    reference::store::save_keys(tx, std::slice::from_ref(key)).await?;
    outbox.send(tx, &[CertificateKeyChanged { key: Some(key.clone().into()) }]).await?;
    Ok(())
}

async fn checked(tx: &mut PgConnection, key: &CertificateKey) -> Result<Result<i64, Refusal>, sqlx::Error> {
    if reference::store::unit(tx, &key.unit).await?.is_none() {
        let refusal =
            Refusal::field("key.unit", "unknown", "is not a unit of the directory", "目录中没有这个单位");
        return Ok(Err(refusal));
    }
    match reference::store::key(tx, &key.fingerprint).await? {
        None => Ok(Ok(1)),
        Some(before) if before.revoked_at.is_none() => Ok(Ok(before.version + 1)),
        Some(_) => Ok(Err(Refusal::field("key.fingerprint", "revoked", "was revoked", "该证书公钥已吊销"))),
    }
}
