//! How much one caller may take, and that it stops nobody else.

use std::time::Duration;

use certs::Issued;
use futures::stream;
use proto::mailbox::v1::GetMailboxStatusRequest;
use shell::Limits;
use tokio::time::{interval, timeout};
use tonic::{Code, Request, Status, Streaming, client::Grpc};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_prost::ProstCodec;
use tonic_types::StatusExt;

use crate::{
    gate::{audited, reason, status_as},
    port::{Port, WATCH},
};

const MAILBOX_STATUS: &str = "/shenguan.mailbox.v1.MailboxService/GetMailboxStatus";

type Codec = ProstCodec<GetMailboxStatusRequest, GetMailboxStatusRequest>;

#[tokio::test]
async fn who_calls_too_often_is_told_when_to_come_back_and_stops_nobody_else() {
    let port = Port::open_with(&[
        ("SHENGUAN__GRPC__LIMITS__BURST", "2"),
        ("SHENGUAN__GRPC__LIMITS__CALLS_PER_SECOND", "1"),
    ])
    .await;
    let mut client = port.mailbox(&port.bureau).await;
    let mut refused = None;
    for _ in 0..10 {
        if let Err(status) = client.get_mailbox_status(GetMailboxStatusRequest {}).await {
            refused = Some(status);
            break;
        }
    }
    let status = refused.unwrap();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::ResourceExhausted, "TOO_MANY_REQUESTS"));
    assert!(status.get_error_details().retry_info().is_some());
    status_as(&port, &port.administrator, None).await.unwrap();
    assert!(audited(&port).await.is_empty(), "a flood does not fill the trail");
}

/// Probes and descriptions are answered all the same.
#[tokio::test]
async fn more_calls_at_once_than_there_are_places_are_told_so_at_once() {
    let port = Port::open_with(&[("SHENGUAN__GRPC__LIMITS__CALLS_AT_ONCE", "1")]).await;
    let mut lock = database::begin(&port.stage.superuser).await.unwrap();
    sqlx::query("lock table mailbox.parked").execute(&mut *lock).await.unwrap();
    let mut client = port.mailbox(&port.bureau).await;
    let mut waiting = client.clone();
    let waiting = tokio::spawn(async move { waiting.get_mailbox_status(GetMailboxStatusRequest {}).await });
    let blocked = "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while port.stage.count(blocked).await == 0 {}

    let status = client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap_err();
    assert_eq!(reason(&status), "TOO_MANY_REQUESTS");
    let channel = port.connect(Some(&port.bureau)).await.unwrap();
    HealthClient::new(channel).check(HealthCheckRequest::default()).await.unwrap();
    lock.rollback().await.unwrap();
    waiting.await.unwrap().unwrap();
    client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap();
}

#[tokio::test]
async fn probes_are_counted_by_key() {
    let limits = [("SHENGUAN__GRPC__LIMITS__BURST", "2"), ("SHENGUAN__GRPC__LIMITS__CALLS_PER_SECOND", "1")];
    let port = Port::open_with(&limits).await;
    let mut client = HealthClient::new(port.connect(Some(&port.bureau)).await.unwrap());
    let mut refused = None;
    for _ in 0..10 {
        if let Err(status) = client.check(HealthCheckRequest::default()).await {
            refused = Some(status);
            break;
        }
    }
    assert_eq!(reason(&refused.unwrap()), "TOO_MANY_REQUESTS");
    let mut other = HealthClient::new(port.connect(Some(&port.administrator)).await.unwrap());
    other.check(HealthCheckRequest::default()).await.unwrap();
    status_as(&port, &port.bureau, None).await.unwrap();
}

/// The unit's one place is held by a call whose body never comes.
#[tokio::test]
async fn a_unit_that_sends_no_bodies_stops_only_itself() {
    let limits = [
        ("SHENGUAN__GRPC__LIMITS__CALLS_AT_ONCE", "2"),
        ("SHENGUAN__GRPC__LIMITS__CALLS_AT_ONCE_PER_UNIT", "1"),
    ];
    let port = Port::open_with(&limits).await;
    let channel = port.connect(Some(&port.bureau)).await.unwrap();
    let without_body = tokio::spawn(async move {
        let mut client = Grpc::new(channel);
        client.ready().await.unwrap();
        let body = Request::new(stream::pending::<GetMailboxStatusRequest>());
        client.client_streaming(body, MAILBOX_STATUS.parse().unwrap(), Codec::default()).await.map(drop)
    });
    let mut tries = interval(Duration::from_millis(20));
    let refused = async {
        loop {
            tries.tick().await;
            if let Err(status) = status_as(&port, &port.bureau, None).await {
                return status;
            }
        }
    };
    assert_eq!(reason(&timeout(Duration::from_secs(10), refused).await.unwrap()), "TOO_MANY_REQUESTS");
    status_as(&port, &port.administrator, None).await.unwrap();
    assert!(!without_body.is_finished());
    without_body.abort();
}

/// A stream holds its place until it ends, and not a place of a call.
#[tokio::test]
async fn the_streams_of_a_unit_are_counted_as_long_as_they_last() {
    let limits = [
        ("SHENGUAN__GRPC__LIMITS__CALLS_AT_ONCE_PER_UNIT", "1"),
        ("SHENGUAN__GRPC__LIMITS__STREAMS_AT_ONCE_PER_UNIT", "1"),
    ];
    let port = Port::open_with(&limits).await;
    let first = watch(&port, &port.bureau).await.unwrap();
    let status = watch(&port, &port.bureau).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::ResourceExhausted, "TOO_MANY_REQUESTS"));
    let _of_another = watch(&port, &port.administrator).await.unwrap();
    for _ in 0..3 {
        status_as(&port, &port.bureau, None).await.unwrap();
    }

    drop(first);
    let mut tries = interval(Duration::from_millis(20));
    let again = async {
        while watch(&port, &port.bureau).await.is_err() {
            tries.tick().await;
        }
    };
    timeout(Duration::from_secs(10), again).await.unwrap();
}

async fn watch(port: &Port, client: &Issued) -> Result<Streaming<GetMailboxStatusRequest>, Status> {
    let mut client = Grpc::new(port.connect(Some(client)).await.unwrap());
    client.ready().await.unwrap();
    let request = Request::new(GetMailboxStatusRequest {});
    let answer = client.server_streaming(request, WATCH.parse().unwrap(), Codec::default()).await?;
    Ok(answer.into_inner())
}

/// It waits for a lock that nobody gives.
#[tokio::test]
async fn a_call_that_takes_too_long_is_told_so_and_may_be_made_again() {
    let limits = Limits { call: Duration::from_millis(200), ..Limits::default() };
    let port = Port::open_within(limits).await;
    let mut lock = database::begin(&port.stage.superuser).await.unwrap();
    sqlx::query("lock table mailbox.parked").execute(&mut *lock).await.unwrap();
    let mut client = port.mailbox(&port.bureau).await;
    let status = client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::DeadlineExceeded, "UNAVAILABLE"));
    assert!(status.get_error_details().localized_message().is_some());
    lock.rollback().await.unwrap();
    client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap();
}

/// What no handler could read is refused as clearly as what one could, and is no fault of the platform.
#[tokio::test]
async fn a_request_that_is_too_large_or_no_message_is_refused_in_both_languages() {
    let port = Port::open().await;
    for (bytes, expected) in [(2 << 20, "TOO_LARGE"), (3, "INVALID_FIELDS")] {
        let mut client = Grpc::new(port.connect(Some(&port.bureau)).await.unwrap());
        client.ready().await.unwrap();
        // Bytes where the message has a number.
        let codec = ProstCodec::<Vec<u8>, GetMailboxStatusRequest>::default();
        let path = "/shenguan.mailbox.v1.MailboxService/ListParkedMessages".parse().unwrap();
        let status = client.unary(Request::new(vec![0xff_u8; bytes]), path, codec).await.unwrap_err();
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::InvalidArgument, expected),
            "{status:?}"
        );
        assert!(status.get_error_details().localized_message().is_some());
    }
    let refused = audited(&port).await;
    assert_eq!(refused.len(), 2, "each is on record: {refused:?}");
}

/// A certificate has its share of connections, and another its own.
#[tokio::test]
async fn one_certificate_does_not_take_all_the_connections() {
    let port = Port::open().await;
    let mut open = Vec::new();
    for _ in 0..64 {
        let mut client = HealthClient::new(port.connect(Some(&port.bureau)).await.unwrap());
        client.check(HealthCheckRequest::default()).await.unwrap();
        open.push(client);
    }
    let comes_in = async |client: &Issued| {
        let Ok(channel) = port.connect(Some(client)).await else { return false };
        HealthClient::new(channel).check(HealthCheckRequest::default()).await.is_ok()
    };
    assert!(!comes_in(&port.bureau).await, "one more");
    assert!(comes_in(&port.administrator).await, "another");
    open.pop();
    let mut tries = interval(Duration::from_millis(20));
    let again = async {
        while !comes_in(&port.bureau).await {
            tries.tick().await;
        }
    };
    timeout(Duration::from_secs(10), again).await.unwrap();
}
