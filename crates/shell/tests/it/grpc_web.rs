//! gRPC-Web over HTTP/1.1 and mTLS: for old clients and proxies.

use std::sync::Arc;

use bytes::{Buf, Bytes};
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, client::conn::http1};
use hyper_util::rt::TokioIo;
use prost::Message;
use proto::mailbox::v1::GetMailboxStatusResponse;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::port::Port;

/// A TLS connection that speaks HTTP/1.1 only.
pub(crate) async fn connect(port: &Port) -> TlsStream<TcpStream> {
    shake_hands(port, TcpStream::connect(port.address).await.unwrap()).await
}

/// The same over a connection of choice.
pub(crate) async fn shake_hands(port: &Port, stream: TcpStream) -> TlsStream<TcpStream> {
    let mut trusted = RootCertStore::empty();
    trusted
        .add(CertificateDer::from_pem_slice(port.authority.certificate_pem().as_bytes()).unwrap())
        .unwrap();
    let certificate = CertificateDer::from_pem_slice(port.bureau.certificate_pem.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(port.bureau.key_pem.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted)
        .with_client_auth_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsConnector::from(Arc::new(config)).connect("localhost".try_into().unwrap(), stream).await.unwrap()
}

#[tokio::test]
async fn a_call_over_http_1_is_answered() {
    let port = Port::open().await;
    let (mut sender, connection) = http1::handshake(TokioIo::new(connect(&port).await)).await.unwrap();
    tokio::spawn(connection);
    let request = Request::post("/shenguan.mailbox.v1.MailboxService/GetMailboxStatus")
        .header("host", "localhost")
        .header("content-type", "application/grpc-web+proto")
        .body(Full::new(Bytes::from_static(&[0; 5])))
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);

    let mut body = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body.get_u8(), 0, "first a message");
    let length = usize::try_from(body.get_u32()).unwrap();
    let status = GetMailboxStatusResponse::decode(body.split_to(length)).unwrap();
    assert_eq!(status.service, "supervision");
    assert_eq!(body.get_u8(), 0x80, "then the trailers");
    body.advance(4);
    assert!(String::from_utf8_lossy(&body).contains("grpc-status:0"));
}
