//! Revokes a pinned key.

use clap::Args;
use proto::approval::v1::{RevokeCertificateKeyRequest, directory_service_client::DirectoryServiceClient};

use super::list::lines;
use crate::{
    client::request,
    confirmation::Confirmation,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Revoke {
    /// 公钥指纹 / fingerprint of the key
    fingerprint: String,
    #[command(flatten)]
    confirmation: Confirmation,
    #[command(flatten)]
    act: Act,
}

impl Revoke {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let consequence = "持有该公钥的系统将立即不能调用任何服务。 / The system that holds this key is cut off from every service at once.";
        self.confirmation.obtain(session, &self.act, consequence)?;
        let mut directory = DirectoryServiceClient::new(session.calls(Service::Approval)?);
        let asked = RevokeCertificateKeyRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            fingerprint: self.fingerprint,
        };
        let answer = directory.revoke_certificate_key(request(asked)).await?.into_inner();
        session.output.one(&answer.key.unwrap_or_default(), |key| lines(std::slice::from_ref(key)))
    }
}
