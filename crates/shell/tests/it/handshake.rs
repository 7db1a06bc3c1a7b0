//! Who comes through the TLS handshake, and certificates that change.

use std::{io::ErrorKind, time::Duration};

use certs::{Authority, Issued, Validity};
use shell::Limits;
use tokio::{
    io::AsyncReadExt,
    net::{TcpSocket, TcpStream},
    time::{interval, timeout},
};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use crate::port::{Port, write_server};

/// With TLS 1.3 a client learns only from its first read that its certificate was refused.
async fn comes_through(port: &Port, client: Option<&Issued>) -> bool {
    let Ok(channel) = port.connect(client).await else { return false };
    HealthClient::new(channel).check(HealthCheckRequest::default()).await.is_ok()
}

fn failed_handshakes() -> u64 {
    let metrics = telemetry::render();
    let line = metrics.lines().find(|line| line.starts_with("shenguan_tls_handshakes_failed_total "));
    line.map_or(0, |line| line.split(' ').next_back().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_certificate_of_the_countys_ca_comes_through() {
    let port = Port::open().await;
    assert!(comes_through(&port, Some(&port.bureau)).await);
    let unpinned = port.authority.issue_client("wjj", "gateway").unwrap();
    assert!(comes_through(&port, Some(&unpinned)).await, "who it is comes later");
}

#[tokio::test]
async fn a_foreign_expired_or_absent_certificate_fails_in_the_handshake() {
    let port = Port::open().await;
    let before = failed_handshakes();
    let foreign = Authority::create().unwrap().issue_client("scjgj", "gateway").unwrap();
    let past = Validity {
        not_before: "2020-01-01T00:00:00Z".parse().unwrap(),
        not_after: "2020-01-02T00:00:00Z".parse().unwrap(),
    };
    let expired = port.authority.issue_client_valid("scjgj", "gateway", past).unwrap();
    for client in [Some(&foreign), Some(&expired), None] {
        assert!(!comes_through(&port, client).await);
    }
    assert!(failed_handshakes() >= before + 3, "each is counted");
    assert_eq!(port.stage.count("shell.audit").await, 0, "nothing reaches the gate");
}

/// A server's certificate is replaced while it runs: open connections stay, new ones see the new one.
#[tokio::test]
async fn certificates_are_read_again_when_their_files_change() {
    let port = Port::open().await;
    let next = Authority::create().unwrap();
    assert!(port.connect_trusting(&next, Some(&port.bureau)).await.is_err());
    let mut open = HealthClient::new(port.connect(Some(&port.bureau)).await.unwrap());
    open.check(HealthCheckRequest::default()).await.unwrap();

    write_server(&port.folder, &next, &port.authority);
    let mut tries = interval(Duration::from_millis(100));
    let renewed = async {
        while port.connect_trusting(&next, Some(&port.bureau)).await.is_err() {
            tries.tick().await;
        }
    };
    timeout(Duration::from_secs(20), renewed).await.unwrap();
    open.check(HealthCheckRequest::default()).await.unwrap();
}

/// Connections that say nothing: the first sixty-four of an address wait for their handshake, the next is closed at once,
/// and another address comes in.
#[tokio::test]
async fn one_address_does_not_take_all_the_handshakes() {
    let port = Port::open().await;
    let mut silent = Vec::new();
    for _ in 0..64 {
        silent.push(TcpStream::connect(port.address).await.unwrap());
    }
    let one_more = TcpStream::connect(port.address).await.unwrap();
    timeout(Duration::from_secs(20), one_more.readable()).await.unwrap().unwrap();
    assert!(matches!(one_more.try_read(&mut [0]), Ok(0) | Err(_)), "closed");
    let first = silent[0].try_read(&mut [0]);
    assert_eq!(first.unwrap_err().kind(), ErrorKind::WouldBlock, "still waiting");

    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let other = socket.connect(port.address).await.unwrap();
    crate::grpc_web::shake_hands(&port, other).await;
}

/// Neither before the handshake nor after it is silence waited for for ever.
#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let quick = Duration::from_millis(200);
    let port = Port::open_within(Limits { handshake: quick, first_byte: quick, ..Limits::default() }).await;
    let mut mute = TcpStream::connect(port.address).await.unwrap();
    let end = timeout(Duration::from_secs(10), mute.read(&mut [0])).await.unwrap();
    assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");

    let stream = TcpStream::connect(port.address).await.unwrap();
    let mut shaken = crate::grpc_web::shake_hands(&port, stream).await;
    let end = timeout(Duration::from_secs(10), shaken.read(&mut [0; 1024])).await.unwrap();
    assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");

    // Whoever has spoken may be silent then.
    let mut client = HealthClient::new(port.connect(Some(&port.bureau)).await.unwrap());
    client.check(HealthCheckRequest::default()).await.unwrap();
    let mut longer = interval(quick);
    for _ in 0..4 {
        longer.tick().await;
    }
    client.check(HealthCheckRequest::default()).await.unwrap();
}
