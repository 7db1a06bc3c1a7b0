//! Which certificates open the door of both services, and what a caller with a good one is told.

use std::sync::Arc;

use bytes::{Buf, Bytes};
use certs::{Authority, Issued, Validity};
use http_body_util::{BodyExt, Full};
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use prost::Message;
use proto::{
    exchange::v1::{ListDeliveriesResponse, WatchDeliveriesRequest},
    reference::v1::Role,
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use scenarios::stage::{Bureau, Program, Stage, until};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::TlsConnector;
use tonic::Code;

use crate::{
    asked::{Answer, ask, message, rpc},
    cast::{Cast, SECONDS, connection},
    played::{MORNING, RECIPIENT},
};

/// What the services answer to a list of deliveries, approval first.
async fn both(caller: &Bureau) -> [Answer; 2] {
    let list = rpc("DeliveryService/ListDeliveries");
    let request = || vec![message(&list, &json!({}))];
    [ask(&caller.approval(), &list, request()).await, ask(&caller.supervision(), &list, request()).await]
}

async fn failed_handshakes(program: &Program) -> anyhow::Result<u64> {
    let metrics = program.metrics().await?;
    let line = metrics.lines().find(|line| line.starts_with("shenguan_tls_handshakes_failed_total "));
    Ok(line.and_then(|line| line.rsplit(' ').next()).unwrap_or("0").parse()?)
}

/// Rows of the audit trails of both services.
async fn audited(stage: &Stage) -> anyhow::Result<i64> {
    let mut rows = 0;
    for database in &stage.ground.databases {
        let mut connection =
            PgConnection::connect_with(&stage.ground.postgres.clone().database(database)).await?;
        rows += sqlx::query_scalar::<_, i64>("select count(*) from shell.audit")
            .fetch_one(&mut connection)
            .await?;
    }
    Ok(rows)
}

#[tokio::test]
async fn a_foreign_expired_or_absent_certificate_fails_in_the_handshake() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let cast = Cast::of(&stage)?;
    let foreign = Authority::create()?.issue_client(RECIPIENT, "demo")?;
    let past =
        Validity { not_before: "2020-01-01T00:00:00Z".parse()?, not_after: "2020-01-02T00:00:00Z".parse()? };
    let expired = cast.authority.issue_client_valid(RECIPIENT, "demo", past)?;
    let audited_before = audited(&stage).await?;

    for bad in [Some(&foreign), Some(&expired), None] {
        for program in [&stage.approval, &stage.supervision] {
            let before = failed_handshakes(program).await?;
            let answer = over_http_1(&stage, program, bad).await;
            assert!(answer.is_err(), "{answer:?}");
            until("the failed handshake to be counted", async || {
                Ok((failed_handshakes(program).await? > before).then_some(()))
            })
            .await?;
            assert!(program.log()?.contains("handshake failed"));
        }
    }
    for bad in [&foreign, &expired] {
        for answer in both(&cast.caller(bad, Some("scjgj-01"))?).await {
            assert_ne!(answer.code(), Code::Ok);
            assert_eq!(answer.reason(), "", "no handler has spoken: {answer:?}");
        }
    }
    assert_eq!(audited(&stage).await?, audited_before, "nothing has reached the gate");
    Ok(())
}

#[tokio::test]
async fn a_revoked_key_is_refused_by_both_services_within_seconds_and_its_open_watch_ends()
-> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let cast = Cast::of(&stage)?;
    let issued = cast.pin(RECIPIENT, "to-be-revoked", &[Role::Claimant]).await?;
    let caller = cast.caller(&issued, None)?;
    cast.known(&caller).await?;
    assert!(both(&caller).await.iter().all(|answer| answer.code() == Code::Ok));
    let mut watch =
        caller.deliveries().watch_deliveries(WatchDeliveriesRequest::default()).await?.into_inner();

    cast.revoke(&issued).await?;
    let refused = timeout(
        SECONDS,
        until("both services to refuse the key", async || {
            let answers = both(&caller).await;
            Ok(answers.iter().all(|answer| answer.reason() == "KEY_NOT_PINNED").then_some(answers))
        }),
    )
    .await??;
    assert!(refused.iter().all(|answer| answer.code() == Code::Unauthenticated));
    let ended = timeout(SECONDS, async {
        while watch.message().await?.is_some() {}
        Ok::<(), tonic::Status>(())
    })
    .await?;
    assert_eq!(ended.unwrap_err().code(), Code::Unauthenticated);

    let refused = cast.pin_key(&issued, RECIPIENT, "again", &[Role::Claimant]).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument, "a revoked key stays revoked: {refused:?}");
    Ok(())
}

#[tokio::test]
async fn behind_the_door_key_and_official_decide_and_grpc_web_finds_the_same() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let cast = Cast::of(&stage)?;
    a_key_that_is_not_pinned_is_nobody(&cast).await?;
    an_official_of_another_unit_or_rubbish_is_refused(&stage).await?;
    grpc_web_over_http_1_is_answered(&stage, &cast).await
}

async fn a_key_that_is_not_pinned_is_nobody(cast: &Cast<'_>) -> anyhow::Result<()> {
    let unpinned = cast.authority.issue_client(RECIPIENT, "demo")?;
    for official in [None, Some("scjgj-01")] {
        for answer in both(&cast.caller(&unpinned, official)?).await {
            assert_eq!((answer.code(), answer.reason().as_str()), (Code::Unauthenticated, "KEY_NOT_PINNED"));
            assert!(answer.chinese().contains("证书密钥未登记"), "{answer:?}");
        }
    }
    Ok(())
}

async fn an_official_of_another_unit_or_rubbish_is_refused(stage: &Stage) -> anyhow::Result<()> {
    for official in ["zjj-01", "scjgj-77", "xzspj-admin"] {
        for answer in both(&stage.bureau(RECIPIENT, Some(official))?).await {
            assert_eq!(
                (answer.code(), answer.reason().as_str()),
                (Code::PermissionDenied, "OFFICIAL_UNKNOWN")
            );
        }
    }
    let calls = stage.bureau(RECIPIENT, None)?.supervision();
    for rubbish in ["' or 1=1 --", "scjgj-01,scjgj-02", "", "SCJGJ-01 ", &"x".repeat(4000)] {
        let mut client =
            proto::exchange::v1::delivery_service_client::DeliveryServiceClient::new(calls.clone());
        let mut request = tonic::Request::new(proto::exchange::v1::ListDeliveriesRequest::default());
        request.metadata_mut().insert("x-shenguan-official", rubbish.parse()?);
        assert_eq!(
            client.list_deliveries(request).await.unwrap_err().code(),
            Code::PermissionDenied,
            "{rubbish}"
        );
    }
    Ok(())
}

async fn grpc_web_over_http_1_is_answered(stage: &Stage, cast: &Cast<'_>) -> anyhow::Result<()> {
    let issued = cast.pin(RECIPIENT, "web", &[Role::Claimant]).await?;
    cast.known(&cast.caller(&issued, None)?).await?;
    for program in [&stage.approval, &stage.supervision] {
        let mut body = over_http_1(stage, program, Some(&issued)).await?;
        assert_eq!(body.get_u8(), 0, "first a message");
        let length = usize::try_from(body.get_u32())?;
        assert_eq!(ListDeliveriesResponse::decode(body.split_to(length))?, ListDeliveriesResponse::default());
        assert_eq!(body.get_u8(), 0x80, "then the trailers");
        assert!(String::from_utf8_lossy(&body).contains("grpc-status:0"));
    }
    Ok(())
}

/// The body of the answer to an empty ListDeliveries by gRPC-Web; an error where the connection is refused.
async fn over_http_1(stage: &Stage, program: &Program, client: Option<&Issued>) -> anyhow::Result<Bytes> {
    let stream = TcpStream::connect(("127.0.0.1", program.grpc_port())).await?;
    let tls =
        TlsConnector::from(Arc::new(tls(stage, client)?)).connect("localhost".try_into()?, stream).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(tls)).await?;
    tokio::spawn(connection);
    let request = Request::post("/shenguan.exchange.v1.DeliveryService/ListDeliveries")
        .header("host", "localhost")
        .header("content-type", "application/grpc-web+proto")
        .body(Full::new(Bytes::from_static(&[0; 5])))?;
    Ok(sender.send_request(request).await?.into_body().collect().await?.to_bytes())
}

fn tls(stage: &Stage, client: Option<&Issued>) -> anyhow::Result<ClientConfig> {
    let mut trusted = RootCertStore::empty();
    trusted.add(CertificateDer::from_pem_file(stage.ground.certificates().join("ca.pem"))?)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(trusted);
    let mut config = match client {
        None => config.with_no_client_auth(),
        Some(client) => {
            let connection = connection(stage, client, None)?;
            let certificate = CertificateDer::from_pem_slice(&connection.certificate)?;
            config
                .with_client_auth_cert(vec![certificate], PrivateKeyDer::from_pem_slice(&connection.key)?)?
        }
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
