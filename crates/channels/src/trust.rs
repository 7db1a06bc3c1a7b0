//! Whose certificates are believed: the public authorities, and those of the county's own networks.

use std::sync::Arc;

use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use thiserror::Error;

/// The public authorities and further ones.
#[derive(Clone, Default, Debug)]
pub struct Trust(Vec<CertificateDer<'static>>);

/// The certificate of an authority that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("not the PEM of an authority's certificates")]
pub struct BadAuthority;

impl Trust {
    /// Believes the authorities in a PEM file's text as well.
    pub fn and(mut self, pem: &[u8]) -> Result<Self, BadAuthority> {
        let before = self.0.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            self.0.push(certificate.map_err(|_| BadAuthority)?);
        }
        if self.0.len() == before { Err(BadAuthority) } else { Ok(self) }
    }

    /// For HTTP/1.1 over TLS.
    pub(crate) fn https(&self) -> Result<Arc<ClientConfig>, BadAuthority> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for certificate in &self.0 {
            roots.add(certificate.clone()).map_err(|_| BadAuthority)?;
        }
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|_| BadAuthority)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// For SMTP.
    pub(crate) fn smtp(&self, host: &str) -> Result<TlsParameters, BadAuthority> {
        let mut builder =
            TlsParameters::builder(host.to_owned()).certificate_store(CertificateStore::WebpkiRoots);
        for certificate in &self.0 {
            let certificate = Certificate::from_der(certificate.to_vec()).map_err(|_| BadAuthority)?;
            builder = builder.add_root_certificate(certificate);
        }
        builder.build().map_err(|_| BadAuthority)
    }
}
