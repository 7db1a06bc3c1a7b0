//! Pins a certificate's key to a unit, and tells every service. A revoked key is never pinned again.

use proto::reference::v1::CertificateKeyChanged;
use reference::CertificateKey;
use refusal::Refusal;
use shell::{Context, Error};

use crate::store::lock::{self, Shared};

/// Pins the key, in place of an earlier pin of it; returns it with its new version. A revoked key stays revoked.
pub(crate) async fn pin_certificate_key(
    context: &mut Context<'_>,
    mut key: CertificateKey,
) -> Result<CertificateKey, Error> {
    lock::take(context.tx, Shared::Directory).await?;
    if reference::store::unit(context.tx, &key.unit).await?.is_none() {
        return Err(unknown_unit().into());
    }
    let before = reference::store::key(context.tx, &key.fingerprint).await?;
    if before.as_ref().is_some_and(|before| before.revoked_at.is_some()) {
        return Err(revoked().into());
    }
    key.version = before.map_or(0, |before| before.version) + 1;
    key.revoked_at = None;
    save_and_tell(context, &key).await?;
    Ok(key)
}

/// Writes a key and the event that carries it.
pub(super) async fn save_and_tell(context: &mut Context<'_>, key: &CertificateKey) -> Result<(), Error> {
    reference::store::save_keys(context.tx, std::slice::from_ref(key)).await?;
    context.say(&CertificateKeyChanged { key: Some(key.clone().into()) });
    Ok(())
}

fn unknown_unit() -> Refusal {
    Refusal::field("key.unit", "unknown", "is not a unit of the directory", "目录中没有这个单位")
}

fn revoked() -> Refusal {
    Refusal::field("key.fingerprint", "revoked", "was revoked", "该证书公钥已吊销")
}
