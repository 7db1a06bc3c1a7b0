//! A process without a directory is alive and not ready; one with a role that bypasses row-level security does not start.

use std::net::SocketAddr;

use reference::Reference;
use shell::{Readiness, check_role, serve_admin};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;

use crate::stage::Stage;

/// Status line and body.
async fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_process_without_directory_is_alive_but_not_ready() {
    let stage = Stage::new().await;
    let readiness = Readiness {
        rpc: stage.resources.rpc.clone(),
        system: stage.system.clone(),
        reference: Reference::new(stage.system.clone()),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let ended = CancellationToken::new();
    let served = tokio::spawn(serve_admin(readiness, listener, shutdown.clone(), ended.clone()));

    metrics::counter!("shenguan_probes_total").increment(0);
    assert!(get(address, "/livez").await.starts_with("HTTP/1.1 200"));
    let ready = get(address, "/readyz").await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("directory"), "{ready}");
    assert!(get(address, "/metrics").await.starts_with("HTTP/1.1 200"));

    let _idle = TcpStream::connect(address).await.unwrap();
    shutdown.cancel();
    assert!(get(address, "/livez").await.starts_with("HTTP/1.1 200"), "alive while it finishes");
    assert!(get(address, "/readyz").await.contains("ending"));
    ended.cancel();
    served.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_role_that_bypasses_row_level_security_is_refused() {
    let stage = Stage::new().await;
    check_role(&stage.resources.rpc, "rpc").await.unwrap();
    check_role(&stage.system, "system").await.unwrap();
    let error = check_role(&stage.superuser, "rpc").await.unwrap_err();
    assert!(error.to_string().contains("bypasses"), "{error}");
}
