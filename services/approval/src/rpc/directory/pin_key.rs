//! Pins a certificate's key to a unit: whoever holds it calls as the unit. A revoked key is never pinned again.

use proto::approval::v1::{PinCertificateKeyRequest, PinCertificateKeyResponse};
use reference::CertificateKey;
use shell::{Act, Context, Done, Error};

use crate::{App, operations};

impl Act<App> for PinCertificateKeyRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let key = CertificateKey::try_from(self.key.unwrap_or_default())?;
        let key = operations::pin_certificate_key(context, key).await?;
        let object = key.fingerprint.to_string();
        Ok(Done::with(object, PinCertificateKeyResponse { key: Some(key.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}
