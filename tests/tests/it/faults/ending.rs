//! Services that are told to end.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use proto::exchange::v1::WatchDeliveriesRequest;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
};
use scenarios::stage::{Program, Stage, until};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::load::{claim_many, record_many};
use crate::{
    desk::{approver, claimant},
    ledger::{Ledger, Tally, count},
};

/// F34: a connection that says nothing, one that only shook hands, and a watch hold nobody up.
#[tokio::test]
async fn a_service_ends_within_fifteen_seconds_whoever_is_connected() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let silent = [connect(&stage.approval).await?, connect(&stage.supervision).await?];
    let tls = [
        shake_hands(&stage, connect(&stage.approval).await?).await?,
        shake_hands(&stage, connect(&stage.supervision).await?).await?,
    ];
    let scjgj = claimant(&stage, "scjgj")?;
    let watch = scjgj.deliveries().watch_deliveries(WatchDeliveriesRequest::default()).await?;
    record_many(&approver(&stage)?, 0..1).await?;

    let begun = Instant::now();
    let (approval, supervision) = futures::try_join!(stage.approval.end(), stage.supervision.end())?;
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    assert!(approval.success() && supervision.success(), "{approval}, {supervision}");
    drop((silent, tls, watch));
    Ok(())
}

/// F34: both services are restarted in good order, twice, while work goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolling_restart_under_load_loses_no_acknowledged_write() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    let ledger = Ledger::open(&stage);
    let restarts = async {
        for round in 1..=2 {
            until("some to be recorded", async || {
                let decisions = count(&ledger.approval, "select count(*) from approval.decision").await?;
                Ok((decisions > round * 40).then_some(()))
            })
            .await?;
            for program in [&mut stage.approval, &mut stage.supervision] {
                program.end().await?;
                program.start()?;
                program.ready().await?;
            }
        }
        Ok(())
    };
    let (recorded, (), ()) =
        futures::try_join!(record_many(&office, 0..200), claim_many(&zjj, 200), restarts)?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 200, pushes: 200, deliveries: 600, claimed: 200 });
    ledger.has_decisions(&recorded).await
}

async fn connect(program: &Program) -> anyhow::Result<TcpStream> {
    Ok(TcpStream::connect(("127.0.0.1", program.grpc_port())).await?)
}

/// A whole mTLS handshake, and not a word more.
async fn shake_hands(stage: &Stage, tcp: TcpStream) -> anyhow::Result<TlsStream<TcpStream>> {
    let folder = stage.ground.certificates();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(folder.join("ca.pem"))?)?;
    let chain = vec![CertificateDer::from_pem_file(folder.join("units/zjj.pem"))?];
    let key = PrivateKeyDer::from_pem_file(folder.join("units/zjj.key"))?;
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    let name = ServerName::try_from("localhost")?;
    Ok(TlsConnector::from(Arc::new(config)).connect(name, tcp).await?)
}
