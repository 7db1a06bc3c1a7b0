//! Who is calling, and whether they may.

use proto::mailbox::v1::{GetMailboxStatusRequest, ReplayParkedMessageRequest};
use reference::{CertificateKey, store};
use shell::Role;
use tonic::{Code, Request, Status, transport::Channel};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest,
};
use tonic_types::StatusExt;

use crate::port::{Port, key};

pub(crate) async fn status_as(
    port: &Port,
    client: &certs::Issued,
    official: Option<&str>,
) -> Result<(), Status> {
    let mut request = Request::new(GetMailboxStatusRequest {});
    if let Some(official) = official {
        request.metadata_mut().insert("x-shenguan-official", official.parse().unwrap());
    }
    port.mailbox(client).await.get_mailbox_status(request).await.map(drop)
}

pub(crate) fn reason(status: &Status) -> String {
    status.get_error_details().error_info().unwrap().reason.clone()
}

pub(crate) async fn audited(port: &Port) -> Vec<(Option<String>, String, String)> {
    sqlx::query_as("select unit, system, reason from shell.audit where outcome = 'refused' order by id")
        .fetch_all(&port.stage.system)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_pinned_key_calls_for_its_unit() {
    let port = Port::open().await;
    status_as(&port, &port.administrator, None).await.unwrap();
    status_as(&port, &port.bureau, None).await.unwrap();
}

#[tokio::test]
async fn a_key_that_is_not_pinned_is_nobody_and_the_refusal_is_recorded() {
    let port = Port::open().await;
    let stranger = port.authority.issue_client("scjgj", "gateway").unwrap();
    let status = status_as(&port, &stranger, None).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unauthenticated, "KEY_NOT_PINNED"));
    assert_eq!(status.get_error_details().localized_message().unwrap().locale, "zh-CN");
    assert_eq!(audited(&port).await, [(None, stranger.fingerprint, "KEY_NOT_PINNED".to_owned())]);
}

#[tokio::test]
async fn a_key_revoked_in_the_directory_is_refused_on_an_open_connection() {
    let port = Port::open().await;
    let mut client = port.mailbox(&port.bureau).await;
    client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap();

    let revoked_at = Some("2026-10-08T08:30:00+08:00".parse().unwrap());
    let revoked = CertificateKey { revoked_at, version: 2, ..key(&port.bureau, "scjgj", &[Role::Auditor]) };
    let mut tx = port.stage.system_tx().await;
    store::save_keys(&mut tx, &[revoked]).await.unwrap();
    tx.commit().await.unwrap();
    port.reference.refresh().await.unwrap();

    let status = client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap_err();
    assert_eq!(reason(&status), "KEY_NOT_PINNED");
}

#[tokio::test]
async fn a_role_that_the_rule_does_not_name_is_refused() {
    let port = Port::open().await;
    let mut client = port.mailbox(&port.bureau).await;
    let status = client.replay_parked_message(ReplayParkedMessageRequest::default()).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
    let expected = (Some("scjgj".to_owned()), "业务系统".to_owned(), "ROLE_NOT_ALLOWED".to_owned());
    assert_eq!(audited(&port).await, [expected]);
}

/// The official is a claimant, so that the key's second role, auditor, does not count.
#[tokio::test]
async fn a_named_official_narrows_the_keys_roles() {
    let port = Port::open().await;
    let status = status_as(&port, &port.bureau, Some("scjgj-01")).await.unwrap_err();
    assert_eq!(reason(&status), "ROLE_NOT_ALLOWED");
    for unknown in ["scjgj-99", "spj-01", "x'; drop table"] {
        let status = status_as(&port, &port.bureau, Some(unknown)).await.unwrap_err();
        assert_eq!(reason(&status), "OFFICIAL_UNKNOWN", "{unknown}");
    }
    let audited = audited(&port).await;
    assert_eq!(audited.len(), 4);
    assert!(audited.iter().all(|(unit, ..)| unit.as_deref() == Some("scjgj")));
}

#[tokio::test]
async fn a_path_without_a_rule_is_denied() {
    let port = Port::open().await;
    let channel = port.connect(Some(&port.administrator)).await.unwrap();
    for path in ["/shenguan.mailbox.v1.MailboxService/Purge", "/shenguan.exchange.v1.PushService/GetPush"] {
        let status = call(channel.clone(), path).await.unwrap_err();
        assert_eq!((status.code(), reason(&status).as_str()), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
    }
}

async fn call(channel: Channel, path: &'static str) -> Result<(), Status> {
    let mut client = tonic::client::Grpc::new(channel);
    client.ready().await.unwrap();
    let codec = tonic_prost::ProstCodec::<GetMailboxStatusRequest, GetMailboxStatusRequest>::default();
    client.unary(Request::new(GetMailboxStatusRequest {}), path.parse().unwrap(), codec).await.map(drop)
}

/// Probes are for whoever came through the handshake, descriptions for those whom the directory knows.
#[tokio::test]
async fn a_key_that_is_not_pinned_may_ask_for_health_and_not_for_descriptions() {
    let port = Port::open().await;
    let stranger = port.authority.issue_client("scjgj", "gateway").unwrap();
    let channel = port.connect(Some(&stranger)).await.unwrap();
    HealthClient::new(channel.clone()).check(HealthCheckRequest::default()).await.unwrap();
    let status = describe(channel).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unauthenticated, "KEY_NOT_PINNED"));
    assert_eq!(audited(&port).await, [(None, stranger.fingerprint, "KEY_NOT_PINNED".to_owned())]);
    describe(port.connect(Some(&port.bureau)).await.unwrap()).await.unwrap();
}

async fn describe(channel: Channel) -> Result<(), Status> {
    let question = MessageRequest::ListServices(String::new());
    let request = ServerReflectionRequest { host: String::new(), message_request: Some(question) };
    let mut client = ServerReflectionClient::new(channel);
    let answers = client.server_reflection_info(futures::stream::iter([request])).await?;
    answers.into_inner().message().await.map(drop)
}

#[tokio::test]
async fn the_callers_request_id_comes_back() {
    let port = Port::open().await;
    let mut request = Request::new(GetMailboxStatusRequest {});
    request.metadata_mut().insert("x-request-id", "批次-7".escape_unicode().to_string().parse().unwrap());
    let answer = port.mailbox(&port.bureau).await.get_mailbox_status(request).await.unwrap();
    assert_eq!(answer.metadata().get("x-request-id").unwrap(), &*"批次-7".escape_unicode().to_string());
}
