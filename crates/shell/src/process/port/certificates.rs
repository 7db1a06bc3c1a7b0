//! The server's certificate and the CA of its callers, read again when the files change.

use std::{fs, path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use arc_swap::ArcSwap;
use ring::digest::{Context as Hasher, Digest, SHA256};
use rustls::{
    RootCertStore, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{NoServerSessionStorage, WebPkiClientVerifier},
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::process::settings::Tls;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What the next handshake uses.
#[derive(Debug)]
pub(crate) struct Certificates {
    files: Tls,
    current: ArcSwap<Loaded>,
}

#[derive(Debug)]
struct Loaded {
    config: Arc<ServerConfig>,
    digest: Vec<u8>,
}

impl Certificates {
    /// Reads the files.
    pub(crate) fn load(files: &Tls) -> anyhow::Result<Arc<Self>> {
        let loaded = Loaded::read(files)?;
        Ok(Arc::new(Self { files: files.clone(), current: ArcSwap::from_pointee(loaded) }))
    }

    /// Looks at the files again and again until `shutdown`. Open connections stay open. What cannot be used is logged, and
    /// the certificates in use stay.
    pub(crate) async fn keep_fresh(self: Arc<Self>, shutdown: CancellationToken) {
        let mut looks = interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while shutdown.run_until_cancelled(looks.tick()).await.is_some() {
            match self.refresh() {
                Ok(false) => {}
                Ok(true) => tracing::info!("certificates were read again"),
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "certificates cannot be read again");
                }
            }
        }
    }

    /// Takes the files as they are now; true if they had changed.
    pub(crate) fn refresh(&self) -> anyhow::Result<bool> {
        if digest_of(&self.files)?.as_ref() == self.current.load().digest {
            return Ok(false);
        }
        self.current.store(Arc::new(Loaded::read(&self.files)?));
        Ok(true)
    }

    /// For one handshake.
    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.current.load().config)
    }
}

impl Loaded {
    fn read(files: &Tls) -> anyhow::Result<Self> {
        // Before the files are read: a change in between is then found by the next look.
        let digest = digest_of(files)?.as_ref().to_vec();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut trusted = RootCertStore::empty();
        for certificate in chain(&files.client_ca)? {
            trusted.add(certificate).with_context(|| format!("{} holds no CA", files.client_ca.display()))?;
        }
        let callers =
            WebPkiClientVerifier::builder_with_provider(Arc::new(trusted), Arc::clone(&provider)).build()?;
        let key = PrivateKeyDer::from_pem_file(&files.key)
            .with_context(|| format!("{} holds no private key", files.key.display()))?;
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(callers)
            .with_single_cert(chain(&files.certificate)?, key)
            .with_context(|| format!("{} and its key do not fit", files.certificate.display()))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        // A resumed session would not look at the certificate's dates again.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self { config: Arc::new(config), digest })
    }
}

fn chain(file: &Path) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let unreadable = || format!("{} holds no certificate", file.display());
    let chain = CertificateDer::pem_file_iter(file).with_context(unreadable)?;
    let chain = chain.collect::<Result<Vec<_>, _>>().with_context(unreadable)?;
    anyhow::ensure!(!chain.is_empty(), unreadable());
    Ok(chain)
}

fn digest_of(files: &Tls) -> anyhow::Result<Digest> {
    let mut hasher = Hasher::new(&SHA256);
    for file in [&files.certificate, &files.key, &files.client_ca] {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        hasher.update(&content.len().to_be_bytes());
        hasher.update(&content);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use certs::Authority;
    use testkit::Folder;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_used_leaves_what_is_in_use() {
        let folder = Folder::create().unwrap();
        let authority = Authority::create().unwrap();
        let issued = authority.issue_server(&["localhost"]).unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("ca.pem"), authority.certificate_pem()).unwrap();
        fs::write(path("server.pem"), &issued.certificate_pem).unwrap();
        fs::write(path("server.key"), &issued.key_pem).unwrap();
        let files =
            Tls { certificate: path("server.pem"), key: path("server.key"), client_ca: path("ca.pem") };
        let certificates = Certificates::load(&files).unwrap();
        let before = certificates.config();
        assert!(!certificates.refresh().unwrap(), "nothing changed");

        for (name, broken) in
            [("server.pem", ""), ("ca.pem", "-----BEGIN CERTIFICATE-----"), ("server.key", "x")]
        {
            let good = fs::read(path(name)).unwrap();
            fs::write(path(name), broken).unwrap();
            let error = format!("{:#}", certificates.refresh().unwrap_err());
            assert!(error.contains(name), "{error}");
            assert!(Arc::ptr_eq(&before, &certificates.config()));
            fs::write(path(name), good).unwrap();
        }

        let renewed = authority.issue_server(&["localhost"]).unwrap();
        fs::write(path("server.key"), &renewed.key_pem).unwrap();
        assert!(certificates.refresh().is_err(), "the new key does not fit the old certificate");
        fs::write(path("server.pem"), &renewed.certificate_pem).unwrap();
        assert!(certificates.refresh().unwrap());
        assert!(!Arc::ptr_eq(&before, &certificates.config()));
    }
}
