//! Revokes a pinned key; every service refuses it within seconds.

use proto::approval::v1::{RevokeCertificateKeyRequest, RevokeCertificateKeyResponse};
use shell::{Act, Context, Done, Error};

use crate::{App, operations};

impl Act<App> for RevokeCertificateKeyRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let key = operations::revoke_certificate_key(context, &self.fingerprint.parse()?).await?;
        let object = key.fingerprint.to_string();
        Ok(Done::with(object, RevokeCertificateKeyResponse { key: Some(key.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}
