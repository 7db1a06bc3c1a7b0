//! In TLS 1.3 a client has finished its handshake before the server looks at the certificate; the alert
//! comes later, and a call that is on its way by then only learns that the connection is gone. So the
//! handshake is done once more, by itself, until the alert has come.

use std::{io, sync::Arc, time::Duration};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
};
use tokio::{io::AsyncReadExt, net::TcpStream, time::timeout};
use tokio_rustls::TlsConnector;
use tonic::transport::Uri;

use crate::Connection;

/// An alert comes within one round trip.
const PATIENCE: Duration = Duration::from_secs(2);

/// Which side refused the other's certificate and why; none when neither did, or when nothing answers.
pub async fn refused_certificate(connection: &Connection, url: &str) -> Option<String> {
    let error = timeout(PATIENCE, shake_hands(connection, url)).await.ok()?.err()?;
    let tls = error.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref::<rustls::Error>()?;
    Some(tls.to_string())
}

async fn shake_hands(connection: &Connection, url: &str) -> anyhow::Result<()> {
    let url: Uri = url.parse()?;
    let tcp = TcpStream::connect((url.host().unwrap_or_default(), url.port_u16().unwrap_or(443))).await?;
    let name = ServerName::try_from(connection.server_name.clone())?;
    let mut tls = TlsConnector::from(Arc::new(config(connection)?)).connect(name, tcp).await?;
    tls.read_u8().await?;
    Ok(())
}

fn config(connection: &Connection) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&connection.ca) {
        roots.add(certificate?)?;
    }
    let chain = CertificateDer::pem_slice_iter(&connection.certificate).collect::<Result<Vec<_>, _>>()?;
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, PrivateKeyDer::from_pem_slice(&connection.key)?)?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}
