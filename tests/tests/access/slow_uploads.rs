//! Uploads that come to no end stand in nobody's way.

use std::time::Duration;

use client::import::{self, Imported, Interrupted};
use proto::{
    approval::v1::{
        ImportDecisionsRequest, ImportDecisionsResponse, ImportHeader, import_decisions_request::Part,
    },
    reference::v1::Role,
};
use scenarios::stage::{Bureau, Stage, until};
use tokio::{sync::mpsc, time::timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use tonic_types::StatusExt;

use crate::{
    cast::{Cast, SENDER, request_id},
    played::{MORNING, Row, publicity_file},
};

/// How many files of one unit may be on their way.
const FILES: usize = 4;

#[tokio::test]
async fn a_unit_whose_uploads_stall_keeps_itself_waiting_and_no_other() -> anyhow::Result<()> {
    let stage = Stage::for_test(MORNING).await?;
    let cast = Cast::of(&stage)?;
    let system = cast.pin("scjgj", "approvals", &[Role::Approver]).await?;
    cast.official("scjgj-09", "scjgj", &[Role::Approver]).await?;
    let other = cast.caller(&system, Some("scjgj-09"))?;
    cast.known(&other).await?;

    let stalls = stage.bureau(SENDER, Some("xzspj-01"))?;
    let mut stalled = Vec::new();
    for _ in 0..FILES {
        stalled.push(stall(&stalls).await?);
    }
    until("one more file to be refused", async || {
        let refused = import(&stalls, file("S1")).await.err();
        let refused = refused.and_then(|cut| cut.status.get_details_error_info());
        Ok(refused.filter(|info| info.reason == "TOO_MANY_REQUESTS"))
    })
    .await?;
    let theirs = String::from_utf8(file("S2"))?.replace("11371322YYYY000553", "11371322YYYY00127U");
    let imported = timeout(Duration::from_secs(30), import(&other, theirs.into())).await?;
    assert_eq!(imported.map_err(|cut| cut.status)?.summary.accepted, 1);

    drop(stalled);
    until("the unit's own places to be free again", async || {
        Ok(import(&stalls, file("S3")).await.ok().map(|imported| imported.summary))
    })
    .await?;
    Ok(())
}

/// An upload of a header and one byte that goes on and does not come; it ends when this is dropped.
struct Stalled {
    _more: mpsc::Sender<ImportDecisionsRequest>,
    _answers: Streaming<ImportDecisionsResponse>,
}

async fn stall(office: &Bureau) -> anyhow::Result<Stalled> {
    let (more, parts) = mpsc::channel(2);
    for part in [Part::Header(header()), Part::Chunk(vec![b'x'].into())] {
        more.send(ImportDecisionsRequest { part: Some(part) }).await?;
    }
    let answers = office.decisions().import_decisions(ReceiverStream::new(parts)).await?.into_inner();
    Ok(Stalled { _more: more, _answers: answers })
}

async fn import(office: &Bureau, file: Vec<u8>) -> Result<Imported, Interrupted> {
    import::run(office.approval(), header(), file.into(), |_| {}).await
}

fn header() -> ImportHeader {
    ImportHeader { request_id: request_id(), ..ImportHeader::default() }
}

fn file(number: &str) -> Vec<u8> {
    publicity_file(&[Row {
        name: "示例戊".to_owned(),
        id_number: "371322189901010005".to_owned(),
        certificate: "食品生产许可证",
        number: number.to_owned(),
    }])
}
