use std::fs;

use client::{Connection, request};
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::{Certificate, Identity, Server, ServerTlsConfig};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use crate::{Folder, shenguan, stderr};

/// A real server with real mTLS that answers health checks and nothing else.
async fn serve(folder: &Folder) -> String {
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let tls = ServerTlsConfig::new()
        .identity(Identity::from_pem(read("services/approval.pem"), read("services/approval.key")))
        .client_ca_root(Certificate::from_pem(read("ca.pem")));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let (_, health) = tonic_health::server::health_reporter();
    let server = Server::builder().tls_config(tls).unwrap().add_service(health);
    tokio::spawn(server.serve_with_incoming(TcpListenerStream::new(listener)));
    url
}

fn certificates(test: &str) -> Folder {
    let folder = Folder::new(test);
    certs::write_development(folder.path(), &[("scjgj", "dev")]).unwrap();
    folder
}

/// Lists units as `scjgj` with the certificates of `folder`.
async fn list_units(folder: &Folder, url: &str, more: &[&'static str]) -> (Option<i32>, String) {
    let mut words: Vec<String> =
        ["--context", folder.as_str(), "--unit", "scjgj", "--approval", url, "units", "list"]
            .map(str::to_owned)
            .to_vec();
    words.extend(more.iter().map(ToString::to_string));
    let output =
        tokio::task::spawn_blocking(move || shenguan(&words.iter().map(String::as_str).collect::<Vec<_>>()));
    let output = output.await.unwrap();
    (output.status.code(), stderr(&output).to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_the_ca_gets_through() {
    let folder = certificates("through");
    let url = serve(&folder).await;
    let connection = Connection::of_unit(folder.path(), &"scjgj".parse().unwrap()).unwrap();
    let asked = HealthCheckRequest { service: String::new() };
    HealthClient::new(connection.channel(&url).unwrap()).check(request(asked)).await.unwrap();

    let (code, told) = list_units(&folder, &url, &[]).await;
    assert_eq!(code, Some(1), "that server has no directory: {told}");
    assert!(told.contains("Unimplemented"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_another_ca_ends_with_6() {
    let (folder, other) = (certificates("right-ca"), certificates("other-ca"));
    let url = serve(&folder).await;
    // Trusts the server, but is not trusted by it.
    fs::copy(folder.path().join("ca.pem"), other.path().join("ca.pem")).unwrap();
    let (code, told) = list_units(&other, &url, &[]).await;
    assert_eq!(code, Some(6), "{told}");
    assert!(told.starts_with("错误：证书未被接受"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_another_ca_ends_with_6() {
    let (folder, other) = (certificates("server-ca"), certificates("mistrusted"));
    let url = serve(&folder).await;
    let (code, told) = list_units(&other, &url, &[]).await;
    assert_eq!(code, Some(6), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_down_ends_with_5_and_a_hint() {
    let folder = certificates("down");
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let url = format!("https://127.0.0.1:{port}");

    let (code, told) = list_units(&folder, &url, &[]).await;
    assert_eq!(code, Some(5), "{told}");
    assert!(told.contains("shenguan doctor"), "{told}");

    let (code, told) = list_units(&folder, &url, &["--json-errors"]).await;
    assert_eq!(code, Some(5));
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["error"]["code"], "Unavailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_context_folder_can_name_the_services() {
    let folder = certificates("endpoints");
    let url = serve(&folder).await;
    fs::write(folder.path().join("endpoints.toml"), format!("approval = \"{url}\"\n")).unwrap();
    let context = folder.as_str().to_owned();
    let output = tokio::task::spawn_blocking(move || {
        shenguan(&["--context", &context, "--unit", "scjgj", "units", "list"])
    });
    let output = output.await.unwrap();
    assert!(stderr(&output).contains("Unimplemented"), "{}", stderr(&output));
}

#[test]
fn a_plain_address_is_refused() {
    let folder = certificates("plain");
    let output = shenguan(&[
        "--context",
        folder.as_str(),
        "--unit",
        "scjgj",
        "--approval",
        "http://localhost:1",
        "units",
        "list",
    ]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}
