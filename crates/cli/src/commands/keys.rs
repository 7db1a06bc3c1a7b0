//! A certificate counts once its key is pinned to a unit; a key that is revoked cuts its system off at once.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use client::words::instant;
use ids::UnitCode;
use proto::{
    approval::v1::{ListCertificateKeysRequest, PinCertificateKeyRequest, RevokeCertificateKeyRequest},
    reference::v1::CertificateKey,
    words::reference::Role,
};

use super::officials::roles;
use crate::{
    confirmation::Confirmation,
    failure::Failure,
    files::read,
    output::{Row, Show, alone},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{numbers, word},
};

const CONSEQUENCE: &str = "持有该公钥的系统将立即不能调用任何服务。 / The system that holds this key is cut off from every service at once.";

#[derive(Subcommand, Debug)]
pub(crate) enum Keys {
    /// 列出已绑定的公钥 / list pinned keys
    List {
        #[command(flatten)]
        pages: Pages,
    },
    /// 把证书公钥绑定到单位 / pin a certificate's key to a unit
    Pin {
        #[command(flatten)]
        which: Which,
        /// 绑定到哪个单位 / the unit
        #[arg(long = "for", value_name = "UNIT")]
        owner: UnitCode,
        /// 持有该私钥的系统 / name of the system that holds the key
        #[arg(long, value_name = "NAME")]
        system: String,
        /// 该系统最多能有的角色，可多次 / the most that it may do; may be repeated
        #[arg(long, value_parser = word::<Role>(), required = true, value_name = "ROLE")]
        role: Vec<Role>,
        #[command(flatten)]
        act: Act,
    },
    /// 吊销 / revoke a key
    Revoke {
        /// 公钥指纹 / fingerprint of the key
        fingerprint: String,
        #[command(flatten)]
        confirmation: Confirmation,
        #[command(flatten)]
        act: Act,
    },
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct Which {
    /// 证书（PEM 或 DER） / certificate
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// 公钥信息的 SHA-256 / SHA-256 of the SubjectPublicKeyInfo
    #[arg(long, value_name = "HEX")]
    fingerprint: Option<String>,
}

impl Keys {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List { pages } => {
                session.at(Service::Approval).list(&pages, ListCertificateKeysRequest::default()).await
            }
            Self::Pin { which, owner, system, role, act } => {
                let key = CertificateKey {
                    fingerprint: which.fingerprint()?,
                    unit: owner.into(),
                    system,
                    roles: numbers(role),
                    ..Default::default()
                };
                let asked = PinCertificateKeyRequest { key: Some(key), ..Default::default() };
                session.at(Service::Approval).act(&act, asked).await?.show(|answer| answer.key)
            }
            Self::Revoke { fingerprint, confirmation, act } => {
                confirmation.obtain(session, &act, CONSEQUENCE)?;
                let asked = RevokeCertificateKeyRequest { fingerprint, ..Default::default() };
                session.at(Service::Approval).act(&act, asked).await?.show(|answer| answer.key)
            }
        }
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

impl Row<5> for CertificateKey {
    const HEAD: [&'static str; 5] = ["公钥指纹", "单位", "系统", "角色", "吊销时间"];

    fn row(&self) -> [String; 5] {
        [
            self.fingerprint.clone(),
            self.unit.clone(),
            self.system.clone(),
            roles(self.roles()),
            instant(self.revoke_time.as_ref()),
        ]
    }
}

impl Show for CertificateKey {
    fn sheet(&self) -> String {
        alone(self)
    }
}
