//! What can be followed through both services by its trace id: a push, from the call that records it to its claim.

use anyhow::Context;
use proto::exchange::v1::{
    BatchClaimDeliveriesRequest, ListDeliveriesRequest, ReturnCode, ReturnDeliveryRequest,
};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;
use tonic::Request;

use crate::{
    collector::Collector,
    desk::{approver, arrived, claimant, claiming, push_now},
    ledger::Ledger,
    paper::{GAS, recording, request_id},
};

const RECORDED: &str = "0af7651916cd43dd8448eb211c80319c";
const CLAIMED: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// Two systems called, each in a trace of its own. What the claim leads to stands in the trace of the push; the call that
/// claimed keeps its own in log and audit.
#[tokio::test]
async fn a_push_is_one_trace_from_the_call_that_records_it_until_its_claim_is_back() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    record_and_claim(&office, &zjj).await?;

    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let said = said_in(&ledger.approval, RECORDED).await?;
    assert_eq!(said, ["duty_opened", "push_sent"], "the duty to push is opened and done in one");

    let said = said_in(&ledger.supervision, RECORDED).await?;
    assert_eq!(said, ["delivery_claimed", "duty_discharged", "duty_opened"]);
    let nothing: [&str; 0] = [];
    assert_eq!(said_in(&ledger.supervision, CLAIMED).await?, nothing);
    let audited: Vec<String> =
        sqlx::query_scalar("select trace_id from shell.audit where rpc like '%/ClaimDelivery'")
            .fetch_all(&ledger.supervision)
            .await?;
    assert_eq!(audited, [CLAIMED]);

    let unknown = ListDeliveriesRequest { page_token: "?".to_owned(), ..ListDeliveriesRequest::default() };
    let refused = zjj.deliveries().list_deliveries(traced(unknown, CLAIMED)).await.unwrap_err();
    let id = tonic_types::StatusExt::get_details_request_info(&refused).context("no request id")?.request_id;
    assert_eq!(id, CLAIMED, "a caller can name the trace to the operators");
    let log = stage.supervision.log()?;
    assert!(log.contains(&format!(r#""trace_id":"{CLAIMED}""#)), "the refusal stands in the log under it");
    let claim =
        log.lines().find(|line| line.contains("a delivery is claimed")).context("no line of the claim")?;
    assert!(claim.contains(&format!(r#""trace_id":"{RECORDED}""#)) && claim.contains(CLAIMED), "{claim}");
    Ok(())
}

/// The same as a collector sees it: spans of both services in one trace, and the claim's own call one link away.
#[tokio::test]
async fn a_collector_sees_a_push_as_one_trace_and_finds_the_call_that_claimed_it() -> anyhow::Result<()> {
    let collector = Collector::start().await?;
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let Stage { approval, supervision, .. } = &mut stage;
    for service in [approval, supervision] {
        service.end().await?;
        service.set("SHENGUAN__TELEMETRY__OTLP_ENDPOINT", &collector.endpoint());
        service.start()?;
        service.ready().await?;
    }
    record_and_claim(&approver(&stage)?, &claimant(&stage, "zjj")?).await?;
    // Their last spans leave when they end.
    stage.approval.end().await?;
    stage.supervision.end().await?;

    let (recorded, claimed) = (bytes_of(RECORDED)?, bytes_of(CLAIMED)?);
    let claims = collector.named("exchange.claim");
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].trace_id, recorded);
    assert_eq!(claims[0].links[0].trace_id, claimed);
    let received = collector.named("mailbox.receive");
    let of_push = received.iter().filter(|span| span.trace_id == recorded).count();
    assert!(of_push >= 2, "the push's arrival and the claim's, {of_push}");
    let recording = collector.named("/shenguan.approval.v1.DecisionService/RecordDecision");
    assert_eq!(recording.iter().map(|span| &span.trace_id).collect::<Vec<_>>(), [&recorded]);
    let claiming = collector.named("/shenguan.exchange.v1.DeliveryService/ClaimDelivery");
    assert_eq!(claiming.iter().map(|span| &span.trace_id).collect::<Vec<_>>(), [&claimed]);
    assert_eq!(claiming[0].links[0].trace_id, recorded);
    Ok(())
}

/// The office records in one trace, the bureau claims in another, and the claim comes back.
async fn record_and_claim(office: &Bureau, zjj: &Bureau) -> anyhow::Result<()> {
    let recorded = office.decisions().record_decision(traced(recording(GAS, "1"), RECORDED)).await?;
    let push = recorded.into_inner().decision.context("no decision")?.push_id;
    let delivery = arrived(zjj, &push).await?;
    zjj.deliveries().claim_delivery(traced(claiming(&delivery.id), CLAIMED)).await?;
    until("the claim to be back", async || {
        let seen = push_now(office, &push).await?.deliveries;
        Ok(seen.iter().any(|delivery| delivery.claim.is_some()).then_some(()))
    })
    .await
}

/// Pushes that arrive in one batch keep a trace each: what one led to does not stand under its neighbour's.
#[tokio::test]
async fn pushes_that_arrive_together_keep_their_own_traces() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    stage.supervision.end().await?;
    for (number, trace) in [("1", RECORDED), ("2", CLAIMED)] {
        office.decisions().record_decision(traced(recording(GAS, number), trace)).await?;
    }
    let ledger = Ledger::open(&stage);
    until("both to wait at the broker", async || {
        let published = "select count(*) from mailbox.todo join mailbox.message on id = message_id
                         where event = 'push_sent' and epoch > 0";
        let published: i64 = sqlx::query_scalar(published).fetch_one(&ledger.approval).await?;
        Ok((published == 2).then_some(()))
    })
    .await?;
    stage.supervision.start()?;
    stage.supervision.ready().await?;
    ledger.prove().await?;
    for trace in [RECORDED, CLAIMED] {
        assert_eq!(said_in(&ledger.supervision, trace).await?, ["duty_opened"], "under {trace}");
    }
    Ok(())
}

/// One call claims deliveries of two pushes: what it leads to stands under each push. So does a return.
#[tokio::test]
async fn claims_of_one_call_and_a_return_go_on_in_the_trace_of_their_own_push() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let (zjj, yjj) = (claimant(&stage, "zjj")?, claimant(&stage, "yjj")?);
    let pushes = [(1, "1af7651916cd43dd8448eb211c80319c"), (2, "2af7651916cd43dd8448eb211c80319c")];
    let (mut ids, mut last) = (Vec::new(), String::new());
    for (number, trace) in pushes {
        let request = traced(recording(GAS, &number.to_string()), trace);
        let recorded = office.decisions().record_decision(request).await?;
        last = recorded.into_inner().decision.context("no decision")?.push_id;
        ids.push(arrived(&zjj, &last).await?.id);
    }
    let batch = BatchClaimDeliveriesRequest {
        request_id: request_id(),
        ids,
        ..BatchClaimDeliveriesRequest::default()
    };
    zjj.deliveries().batch_claim_deliveries(traced(batch, CLAIMED)).await?;
    let back = ReturnDeliveryRequest {
        request_id: request_id(),
        id: arrived(&yjj, &last).await?.id,
        code: ReturnCode::NotOurDuty.into(),
        ..ReturnDeliveryRequest::default()
    };
    yjj.deliveries().return_delivery(traced(back, CLAIMED)).await?;

    let ledger = Ledger::open(&stage);
    let claimed = ["delivery_claimed", "duty_discharged", "duty_opened"];
    assert_eq!(said_in(&ledger.supervision, pushes[0].1).await?, claimed);
    let claimed_and_returned =
        ["delivery_claimed", "delivery_returned", "duty_discharged", "duty_opened", "duty_withdrawn"];
    assert_eq!(said_in(&ledger.supervision, pushes[1].1).await?, claimed_and_returned);
    ledger.prove().await?;
    Ok(())
}

/// The events that were written in a trace, each once.
async fn said_in(side: &PgPool, trace: &str) -> anyhow::Result<Vec<String>> {
    let events = sqlx::query_scalar(
        "select distinct event from mailbox.message where split_part(traceparent, '-', 2) = $1 order by event",
    );
    Ok(events.bind(trace).fetch_all(side).await?)
}

fn traced<T>(message: T, trace: &str) -> Request<T> {
    let mut request = Request::new(message);
    let parent = format!("00-{trace}-b7ad6b7169203331-00").parse().unwrap();
    request.metadata_mut().insert("traceparent", parent);
    request
}

fn bytes_of(trace: &str) -> anyhow::Result<Vec<u8>> {
    Ok(u128::from_str_radix(trace, 16)?.to_be_bytes().to_vec())
}
