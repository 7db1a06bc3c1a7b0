//! Deliveries that are not the unit's (退回).

use proto::exchange::v1::{Delivery, DeliveryState, ReturnCode, ReturnDeliveryRequest};
use scenarios::stage::{Stage, until};
use tonic::{Code, Status};

use crate::{
    answers::{chinese, fact, fields, reason},
    desk::{approver, arrived, at, claim, claimant, instant, push_now, record},
    ledger::Ledger,
    paper::{GAS, recording, request_id},
};

/// Art. 20: the sender learns why, and the other bureaus' copies are untouched.
#[tokio::test]
async fn a_return_says_why_is_kept_and_reaches_the_sender() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let (zjj, yjj) = (claimant(&stage, "zjj")?, claimant(&stage, "yjj")?);
    let push = record(&office, recording(GAS, "1")).await?.push_id;
    let (ours, theirs) = (arrived(&yjj, &push).await?, arrived(&zjj, &push).await?);

    let bare = request(&ours, ReturnCode::OtherUnit);
    assert_eq!(fields(&refused(&yjj, bare).await), ["suggested_unit"]);
    assert_eq!(fields(&refused(&yjj, request(&ours, ReturnCode::Other)).await), ["remark"]);

    stage.set_clock(at("2026-10-08T10:30"))?;
    let mut full = request(&ours, ReturnCode::OtherUnit);
    full.remark = "站点在开发区".to_owned();
    full.suggested_unit = "jkq".to_owned();
    let mut question = full.clone();
    question.validate_only = true;
    yjj.deliveries().return_delivery(question).await?;
    assert_eq!(arrived(&yjj, &push).await?, ours, "a question changes nothing");
    let returned = yjj.deliveries().return_delivery(full.clone()).await?.into_inner();
    assert_eq!(yjj.deliveries().return_delivery(full).await?.into_inner(), returned, "the same answer");

    let returned = until("the return to be back at the sender", async || {
        let seen = push_now(&office, &push).await?.deliveries;
        Ok(seen.into_iter().find(|seen| seen.id == ours.id && seen.state() == DeliveryState::Returned))
    })
    .await?;
    let [reason_given] = &returned.returns[..] else { panic!("one return: {:?}", returned.returns) };
    assert_eq!(reason_given.code(), ReturnCode::OtherUnit);
    assert_eq!((reason_given.remark.as_str(), reason_given.suggested_unit.as_str()), ("站点在开发区", "jkq"));
    assert_eq!(
        (reason_given.official.as_str(), instant(reason_given.return_time)),
        ("yjj-01", at("2026-10-08T10:30"))
    );

    let too_late = claim(&yjj, &ours.id).await.unwrap_err();
    assert_eq!(reason(&too_late), "DELIVERY_ALREADY_RETURNED");
    assert_eq!(fact(&too_late, "returned_by")?, "yjj-01");
    claim(&zjj, &theirs.id).await?;
    let kept = refused(&zjj, request(&theirs, ReturnCode::NotOurDuty)).await;
    assert_eq!((kept.code(), reason(&kept).as_str()), (Code::FailedPrecondition, "DELIVERY_ALREADY_CLAIMED"));
    assert!(chinese(&kept).contains("第二十二条"), "a claimed delivery is the unit's: {}", chinese(&kept));
    assert_eq!(Ledger::open(&stage).prove().await?.claimed, 1);
    Ok(())
}

fn request(delivery: &Delivery, code: ReturnCode) -> ReturnDeliveryRequest {
    ReturnDeliveryRequest {
        request_id: request_id(),
        id: delivery.id.clone(),
        code: code.into(),
        ..ReturnDeliveryRequest::default()
    }
}

async fn refused(bureau: &scenarios::stage::Bureau, request: ReturnDeliveryRequest) -> Status {
    bureau.deliveries().return_delivery(request).await.unwrap_err()
}
