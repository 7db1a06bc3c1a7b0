//! Pins a certificate's key to a unit.

use std::path::PathBuf;

use clap::Args;
use ids::UnitCode;
use proto::{
    approval::v1::{PinCertificateKeyRequest, directory_service_client::DirectoryServiceClient},
    reference::v1::{CertificateKey, Role},
};

use super::list::lines;
use crate::{
    choices::{self, RoleChoice},
    client::request,
    failure::Failure,
    session::{Act, Session, read},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Pin {
    #[command(flatten)]
    which: Which,
    /// 绑定到哪个单位 / the unit
    #[arg(long = "for", value_name = "UNIT")]
    owner: UnitCode,
    /// 持有该私钥的系统 / name of the system that holds the key
    #[arg(long, value_name = "NAME")]
    system: String,
    /// 该系统最多能有的角色，可多次 / the most that it may do; may be repeated
    #[arg(long, value_enum, required = true, value_name = "ROLE")]
    role: Vec<RoleChoice>,
    #[command(flatten)]
    act: Act,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Which {
    /// 证书（PEM 或 DER） / certificate
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// 公钥信息的 SHA-256 / SHA-256 of the SubjectPublicKeyInfo
    #[arg(long, value_name = "HEX")]
    fingerprint: Option<String>,
}

impl Pin {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let key = CertificateKey {
            fingerprint: self.which.fingerprint()?,
            unit: self.owner.into(),
            system: self.system,
            roles: choices::numbers::<_, Role>(&self.role),
            ..CertificateKey::default()
        };
        let mut directory = DirectoryServiceClient::new(session.calls(Service::Approval)?);
        let asked = PinCertificateKeyRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            key: Some(key),
        };
        let answer = directory.pin_certificate_key(request(asked)).await?.into_inner();
        session.output.one(&answer.key.unwrap_or_default(), |key| lines(std::slice::from_ref(key)))
    }
}

impl Which {
    fn fingerprint(self) -> Result<String, Failure> {
        match (self.certificate, self.fingerprint) {
            (Some(file), _) => certs::fingerprint(&read(&file)?)
                .map_err(|cause| Failure::local(format!("{} 不是证书", file.display()), &cause)),
            (None, fingerprint) => Ok(fingerprint.unwrap_or_default()),
        }
    }
}
