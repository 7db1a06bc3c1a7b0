//! The register of supervised subjects (监管对象, 一企一档): filled at delivery, marked by claims, cleared by returns.

use proto::{
    approval::v1::{GetDecisionRequest, RecordDecisionRequest},
    exchange::v1::{GetDeliveryRequest, ReturnCode, ReturnDeliveryRequest},
    supervision::v1::{ListSubjectsRequest, Subject},
};
use scenarios::stage::{Bureau, Stage};

use crate::{
    answers::reason,
    desk::{approver, arrived, at, claim, claimant, instant, record},
    ledger::{Ledger, count},
    paper::{GAS, recording, request_id},
};

/// Art. 13: supervision runs from the delivery; the claim takes the mark 未认领 off; what is returned is not the unit's.
#[tokio::test]
async fn a_subject_is_entered_at_delivery_marked_by_the_claim_and_leaves_with_the_return()
-> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let (zjj, yjj) = (claimant(&stage, "zjj")?, claimant(&stage, "yjj")?);
    let push = record(&office, recording(GAS, "1")).await?.push_id;
    let (ours, theirs) = (arrived(&zjj, &push).await?, arrived(&yjj, &push).await?);

    let [entered] = &register(&zjj, "91371322yyyy00012d").await?[..] else { panic!("one subject") };
    assert_eq!((entered.licences, entered.unclaimed), (1, 1));
    claim(&zjj, &ours.id).await?;
    let [claimed] = &register(&zjj, "91371322YYYY00012D").await?[..] else { panic!("one subject") };
    assert_eq!((claimed.id.as_str(), claimed.licences, claimed.unclaimed), (entered.id.as_str(), 1, 0));

    assert_eq!(register(&yjj, "").await?.len(), 1);
    yjj.deliveries().return_delivery(returning(&theirs.id)).await?;
    assert_eq!(register(&yjj, "").await?, [], "what is returned stands in no list");
    let reveal = GetDeliveryRequest { id: theirs.id.clone(), reveal_personal: true };
    let refusal = yjj.deliveries().get_delivery(reveal).await.unwrap_err();
    assert_eq!(reason(&refusal), "DELIVERY_ALREADY_RETURNED", "no duty, no personal data");
    Ok(())
}

/// Every reveal is recorded with who saw it, so a system alone sees nothing in clear.
#[tokio::test]
async fn personal_data_is_shown_to_a_named_official_only() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let decision = record(&approver(&stage)?, recording(GAS, "1")).await?;
    let id = arrived(&claimant(&stage, "zjj")?, &decision.push_id).await?.id;

    let system = stage.bureau("zjj", None)?;
    let reveal = GetDeliveryRequest { id, reveal_personal: true };
    let refusal = system.deliveries().get_delivery(reveal).await.unwrap_err();
    assert_eq!(reason(&refusal), "OFFICIAL_REQUIRED");
    let office = stage.bureau("xzspj", None)?;
    let reveal = GetDecisionRequest { id: decision.id, reveal_personal: true };
    let refusal = office.decisions().get_decision(reveal).await.unwrap_err();
    assert_eq!(reason(&refusal), "OFFICIAL_REQUIRED");
    Ok(())
}

/// Domain of Art. 20: reading is not claiming, and the first reading is kept.
#[tokio::test]
async fn the_first_reading_is_kept_and_is_no_claim() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let zjj = claimant(&stage, "zjj")?;
    let push = record(&approver(&stage)?, recording(GAS, "1")).await?.push_id;
    let id = arrived(&zjj, &push).await?.id;

    let request = GetDeliveryRequest { id: id.clone(), reveal_personal: false };
    let system = stage.bureau("zjj", None)?.deliveries().get_delivery(request).await?.into_inner().delivery;
    assert_eq!(system.unwrap().first_read_time, None, "no official has read it");
    for (now, read) in [("2026-10-08T10:00", "2026-10-08T10:00"), ("2026-10-08T11:00", "2026-10-08T10:00")] {
        stage.set_clock(at(now))?;
        let request = GetDeliveryRequest { id: id.clone(), reveal_personal: false };
        let delivery = zjj.deliveries().get_delivery(request).await?.into_inner().delivery.unwrap();
        assert_eq!(instant(delivery.first_read_time), at(read));
        assert_eq!(delivery.claim, None);
    }
    let rows = "select count(*) from shell.audit where rpc like '%/GetDelivery' and official = 'zjj-01'";
    assert_eq!(
        count(&Ledger::open(&stage).supervision, rows).await?,
        1,
        "that it was first read is on record"
    );
    Ok(())
}

/// 存量 from before the first responsibility map is routed by today's, and no clock is opened for it.
#[tokio::test]
async fn old_stock_reaches_today_s_supervisors_without_a_clock() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let mut request = recording(GAS, "1");
    let decision = request.decision.as_mut().unwrap();
    for date in [&mut decision.decided_on, &mut decision.valid_from] {
        "2015-05-04".clone_into(date);
    }
    let stock = RecordDecisionRequest { stock: true, ..request };
    let recorded = record(&approver(&stage)?, stock).await?;
    assert!(recorded.stock && !recorded.late && recorded.push_deadline.is_none());

    let delivery = arrived(&claimant(&stage, "zjj")?, &recorded.push_id).await?;
    assert_eq!(delivery.claim_deadline, None);
    assert!(!delivery.overdue);
    Ok(())
}

async fn register(bureau: &Bureau, subject_number: &str) -> anyhow::Result<Vec<Subject>> {
    let request =
        ListSubjectsRequest { subject_number: subject_number.to_owned(), ..ListSubjectsRequest::default() };
    Ok(bureau.subjects().list_subjects(request).await?.into_inner().subjects)
}

fn returning(id: &str) -> ReturnDeliveryRequest {
    ReturnDeliveryRequest {
        request_id: request_id(),
        id: id.to_owned(),
        code: ReturnCode::NotOurDuty.into(),
        ..ReturnDeliveryRequest::default()
    }
}
