//! The end really comes.

use std::time::Duration;

use tokio::{io::AsyncReadExt, net::TcpStream, time::timeout};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use crate::{grpc_web, port::Port};

#[tokio::test]
async fn an_idle_port_ends_at_once() {
    let port = Port::open().await;
    HealthClient::new(port.connect(Some(&port.bureau)).await.unwrap())
        .check(HealthCheckRequest::default())
        .await
        .unwrap();
    port.shutdown.cancel();
    timeout(Duration::from_secs(5), port.served).await.unwrap().unwrap().unwrap();
}

/// Connections that never say anything, and a stream that never ends.
#[tokio::test]
async fn silent_connections_do_not_hold_it_up() {
    let port = Port::open().await;
    let _without_handshake = TcpStream::connect(port.address).await.unwrap();
    let mut without_call = grpc_web::connect(&port).await;
    let mut client = HealthClient::new(port.connect(Some(&port.bureau)).await.unwrap());
    let mut watch = client.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::Serving);

    port.shutdown.cancel();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::NotServing);
    timeout(Duration::from_secs(15), port.served).await.unwrap().unwrap().unwrap();
    // Nothing of it is left: the other ends see it.
    let read = timeout(Duration::from_secs(1), without_call.read(&mut [0; 16])).await.unwrap();
    assert!(matches!(read, Ok(0) | Err(_)));
    assert!(timeout(Duration::from_secs(1), watch.message()).await.unwrap().is_err());
    assert!(TcpStream::connect(port.address).await.is_err(), "the port is closed");
}
