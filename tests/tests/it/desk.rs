//! What officials do at their desks, and how they wait for each other.

use anyhow::{Context, bail};
use client::import::{self, Imported};
use jiff::Timestamp;
use proto::{
    approval::v1::{Decision, GetDecisionRequest, ImportHeader, RecordDecisionRequest},
    exchange::v1::{
        Claim, ClaimDeliveryRequest, Delivery, GetPushRequest, GetPushResponse, ListDeliveriesRequest,
    },
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::Status;

use crate::{answers::is_passing, paper::request_id};

/// The approval bureau, as its first approver.
pub(crate) fn approver(stage: &Stage) -> anyhow::Result<Bureau> {
    stage.bureau("xzspj", Some("xzspj-01"))
}

/// A supervising bureau, as its first claimant.
pub(crate) fn claimant(stage: &Stage, unit: &str) -> anyhow::Result<Bureau> {
    stage.bureau(unit, Some(&format!("{unit}-01")))
}

/// Records a decision; it must be new.
pub(crate) async fn record(office: &Bureau, request: RecordDecisionRequest) -> anyhow::Result<Decision> {
    let answer = office.decisions().record_decision(request).await?.into_inner();
    anyhow::ensure!(!answer.duplicate, "recorded before");
    answer.decision.context("no decision in the answer")
}

/// Records a decision, asking as often as it takes under the same request id.
pub(crate) async fn record_at_last(
    office: &Bureau,
    request: RecordDecisionRequest,
) -> anyhow::Result<Decision> {
    let answer = at_last("a decision to be recorded", async || {
        office.decisions().record_decision(request.clone()).await
    })
    .await?;
    answer.into_inner().decision.context("no decision in the answer")
}

/// Calls until there is an answer; only a call that may have been cut is made again.
pub(crate) async fn at_last<T>(
    what: &str,
    mut call: impl AsyncFnMut() -> Result<T, Status>,
) -> anyhow::Result<T> {
    let answer = until(what, async || match call().await {
        Err(status) if is_passing(&status) => Err(status.into()),
        other => Ok(Some(other)),
    });
    Ok(answer.await??)
}

/// The header of a new import.
pub(crate) fn header() -> ImportHeader {
    ImportHeader { request_id: request_id(), ..ImportHeader::default() }
}

/// Imports a file that is in memory.
pub(crate) async fn import_file(
    office: &Bureau,
    header: ImportHeader,
    file: &str,
) -> anyhow::Result<Imported> {
    let bytes = file.as_bytes().to_vec().into();
    import::run(office.approval(), header, bytes, |_| {}).await.map_err(|cut| cut.status.into())
}

/// The decision as the approval bureau sees it now.
pub(crate) async fn decision_now(office: &Bureau, id: &str) -> anyhow::Result<Decision> {
    let request = GetDecisionRequest { id: id.to_owned(), ..GetDecisionRequest::default() };
    office.decisions().get_decision(request).await?.into_inner().decision.context("no decision")
}

/// The push as its sender sees it now.
pub(crate) async fn push_now(office: &Bureau, id: &str) -> anyhow::Result<GetPushResponse> {
    Ok(office.pushes().get_push(GetPushRequest { id: id.to_owned() }).await?.into_inner())
}

/// The bureau's delivery of a push, as soon as it is there.
pub(crate) async fn arrived(bureau: &Bureau, push: &str) -> anyhow::Result<Delivery> {
    until("a delivery to arrive", async || {
        let request = ListDeliveriesRequest { push_id: push.to_owned(), ..ListDeliveriesRequest::default() };
        let mut found = bureau.deliveries().list_deliveries(request).await?.into_inner().deliveries;
        if found.len() > 1 {
            bail!("one push, {} deliveries to one unit", found.len());
        }
        Ok(found.pop())
    })
    .await
}

/// Claims a delivery.
pub(crate) async fn claim(bureau: &Bureau, id: &str) -> Result<Delivery, Status> {
    let answer = bureau.deliveries().claim_delivery(claiming(id)).await?.into_inner();
    answer.delivery.ok_or_else(|| Status::internal("no delivery in the answer"))
}

/// The request to claim a delivery.
pub(crate) fn claiming(id: &str) -> ClaimDeliveryRequest {
    ClaimDeliveryRequest { request_id: request_id(), id: id.to_owned(), ..ClaimDeliveryRequest::default() }
}

/// Who claimed, and when.
pub(crate) fn claimed(claim: Option<&Claim>) -> Option<(String, Timestamp)> {
    claim.map(|claim| (claim.official.clone(), instant(claim.claim_time)))
}

/// An instant of the wire; the epoch where there is none.
pub(crate) fn instant(at: Option<prost_types::Timestamp>) -> Timestamp {
    let at = at.unwrap_or_default();
    Timestamp::new(at.seconds, at.nanos).unwrap_or_default()
}

/// An instant in the county's time, for example `2026-10-08T09:00`.
pub(crate) fn at(local: &str) -> Timestamp {
    format!("{local}:00+08:00").parse().unwrap()
}

/// An instant on the wire.
pub(crate) fn proto_instant(at: Timestamp) -> prost_types::Timestamp {
    prost_types::Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() }
}
