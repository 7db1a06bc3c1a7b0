//! What can be followed through both services by its trace id: a push up to its arrival, and a claim up to its return.

use anyhow::Context;
use proto::exchange::v1::ListDeliveriesRequest;
use scenarios::stage::{Stage, until};
use sqlx::PgPool;
use tonic::Request;

use crate::{
    desk::{approver, arrived, claimant, claiming, push_now},
    ledger::Ledger,
    paper::{GAS, recording},
};

const RECORDED: &str = "0af7651916cd43dd8448eb211c80319c";
const CLAIMED: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The bureau that records begins the push's trace, the one that claims begins the claim's: two traces, since two systems
/// called. The claim does not join the push's trace by itself.
#[tokio::test]
async fn a_push_and_a_claim_can_each_be_followed_through_both_services_by_a_trace_id() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let recorded = office.decisions().record_decision(traced(recording(GAS, "1"), RECORDED)).await?;
    let push = recorded.into_inner().decision.context("no decision")?.push_id;
    let zjj = claimant(&stage, "zjj")?;
    let delivery = arrived(&zjj, &push).await?;
    zjj.deliveries().claim_delivery(traced(claiming(&delivery.id), CLAIMED)).await?;
    until("the claim to be back", async || {
        let seen = push_now(&office, &push).await?.deliveries;
        Ok(seen.iter().any(|delivery| delivery.claim.is_some()).then_some(()))
    })
    .await?;

    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let said = said_in(&ledger.approval, RECORDED).await?;
    assert_eq!(said, ["duty_discharged", "duty_opened", "push_sent"]);

    let said = said_in(&ledger.supervision, RECORDED).await?;
    assert_eq!(said, ["duty_opened"], "what the arrival of the push led to");
    let said = said_in(&ledger.supervision, CLAIMED).await?;
    assert_eq!(said, ["delivery_claimed", "duty_discharged"]);
    let audited: Vec<String> =
        sqlx::query_scalar("select trace_id from shell.audit where rpc like '%/ClaimDelivery'")
            .fetch_all(&ledger.supervision)
            .await?;
    assert_eq!(audited, [CLAIMED]);

    let unknown = ListDeliveriesRequest { page_token: "?".to_owned(), ..ListDeliveriesRequest::default() };
    let refused = zjj.deliveries().list_deliveries(traced(unknown, CLAIMED)).await.unwrap_err();
    let id = tonic_types::StatusExt::get_details_request_info(&refused).context("no request id")?.request_id;
    assert_eq!(id, CLAIMED, "a caller can name the trace to the operators");
    assert!(stage.supervision.log()?.contains(CLAIMED), "the refusal stands in the log under it");
    Ok(())
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
