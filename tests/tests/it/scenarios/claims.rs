//! Many officials, many requests, one claim.

use futures::future::join_all;
use proto::exchange::v1::{BatchClaimDeliveriesRequest, Delivery, DeliveryState, GetDeliveryRequest};
use scenarios::stage::{Bureau, Stage, until};
use testkit::scale;
use tonic::{Code, Status};

use crate::{
    answers::{fact, reason},
    desk::{approver, arrived, claim, claimant, claimed, claiming, record, record_at_last},
    ledger::Ledger,
    paper::{GAS, MEDICINE, recording, request_id},
};

/// F33: two officials, twenty-five times each, at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_claims_at_once_one_wins_and_the_others_learn_who_and_when() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let officials = ["scjgj-01", "scjgj-02"];
    let bureaus = [stage.bureau("scjgj", Some(officials[0]))?, stage.bureau("scjgj", Some(officials[1]))?];
    let (rounds, calls) = (scale(5, 1000), scale(50, 4));
    for round in 0..rounds {
        let decision = record_at_last(&office, recording(MEDICINE, &round.to_string())).await?;
        let id = arrived(&bureaus[0], &decision.push_id).await?.id;
        let all = join_all((0..calls).map(|turn| claim_unless_busy(&bureaus[turn % 2], &id))).await;
        let all: Vec<_> = all.into_iter().collect::<anyhow::Result<_>>()?;
        let (won, lost): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (calls / 2, calls / 2), "one official claims, however often");
        let winner = claimed(won[0].as_ref().unwrap().claim.as_ref()).unwrap();
        for same in won {
            assert_eq!(claimed(same?.claim.as_ref()), Some(winner.clone()));
        }
        for refused in lost {
            let refused = refused.unwrap_err();
            assert_eq!(reason(&refused), "DELIVERY_ALREADY_CLAIMED");
            assert_eq!(fact(&refused, "claimed_by")?, winner.0);
            assert_eq!(fact(&refused, "claim_time")?, winner.1.to_string());
        }
    }
    assert_eq!(Ledger::open(&stage).prove().await?.claimed, i64::try_from(rounds)?);
    Ok(())
}

/// A claim, made again where the bureau was told that it asks too often.
async fn claim_unless_busy(bureau: &Bureau, id: &str) -> anyhow::Result<Result<Delivery, Status>> {
    until("an answer to a claim", async || match claim(bureau, id).await {
        Err(status) if status.code() == Code::ResourceExhausted => Ok(None),
        answer => Ok(Some(answer)),
    })
    .await
}

/// A caller that lost the answer asks again and changes nothing.
#[tokio::test]
async fn a_request_is_answered_once_and_for_all_and_a_question_changes_nothing() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let bureau = claimant(&stage, "scjgj")?;
    let recorded = recording(MEDICINE, "1");
    let decision = record(&office, recorded.clone()).await?;
    let repeated = office.decisions().record_decision(recorded.clone()).await?.into_inner();
    assert!(!repeated.duplicate, "the same answer, not a new look");
    assert_eq!(repeated.decision, Some(decision.clone()));
    let mut other = recorded;
    other.stock = true;
    let refused = office.decisions().record_decision(other).await.unwrap_err();
    assert_eq!(reason(&refused), "REQUEST_ID_REUSED");

    let delivery = arrived(&bureau, &decision.push_id).await?;
    let mut question = claiming(&delivery.id);
    question.validate_only = true;
    let answer = bureau.deliveries().claim_delivery(question).await?.into_inner().delivery;
    assert_eq!(answer.unwrap_or_default().state(), DeliveryState::Claimed, "what would become of it");
    assert_eq!(arrived(&bureau, &decision.push_id).await?, delivery);

    let request = claiming(&delivery.id);
    let first = bureau.deliveries().claim_delivery(request.clone()).await?.into_inner();
    assert_eq!(bureau.deliveries().claim_delivery(request.clone()).await?.into_inner(), first);
    let colleague = stage.bureau("scjgj", Some("scjgj-02"))?;
    let refused = colleague.deliveries().claim_delivery(request).await.unwrap_err();
    assert_eq!(reason(&refused), "REQUEST_ID_REUSED", "an answer belongs to the official who asked");
    assert_eq!(Ledger::open(&stage).prove().await?.claimed, 1);
    Ok(())
}

/// A morning's deliveries at once: none fails for its neighbour.
#[tokio::test]
async fn a_batch_of_claims_has_a_result_for_each() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let (zjj, yjj) = (claimant(&stage, "zjj")?, claimant(&stage, "yjj")?);
    let free = arrived(&zjj, &record(&office, recording(GAS, "1")).await?.push_id).await?.id;
    let taken = record(&office, recording(GAS, "2")).await?.push_id;
    let foreign = arrived(&yjj, &taken).await?.id;
    let taken = arrived(&zjj, &taken).await?.id;
    claim(&stage.bureau("zjj", Some("zjj-02"))?, &taken).await?;

    let unknown = request_id();
    let request = BatchClaimDeliveriesRequest {
        request_id: request_id(),
        ids: vec![unknown.clone(), taken.clone(), free.clone(), foreign.clone()],
        ..BatchClaimDeliveriesRequest::default()
    };
    let answer = zjj.deliveries().batch_claim_deliveries(request.clone()).await?.into_inner();
    let seen: Vec<_> =
        answer.results.iter().map(|result| (result.id.as_str(), result.reason.as_str())).collect();
    let expected = [
        (unknown.as_str(), "NOT_FOUND"),
        (taken.as_str(), "DELIVERY_ALREADY_CLAIMED"),
        (free.as_str(), ""),
        (foreign.as_str(), "NOT_FOUND"),
    ];
    assert_eq!(seen, expected);
    assert!(answer.results[1].message.contains("zjj-02") && !answer.results[1].message_zh.is_empty());
    assert_eq!(claimed(answer.results[2].claim.as_ref()).unwrap().0, "zjj-01");
    assert_eq!(zjj.deliveries().batch_claim_deliveries(request).await?.into_inner(), answer);

    let untouched = GetDeliveryRequest { id: foreign, ..GetDeliveryRequest::default() };
    let untouched = yjj.deliveries().get_delivery(untouched).await?.into_inner().delivery.unwrap();
    assert_eq!(untouched.state(), DeliveryState::Delivered);
    assert_eq!(Ledger::open(&stage).prove().await?.claimed, 2);
    Ok(())
}
