//! A unit sees what it sent or what was addressed to it; anything else does not exist.

use proto::{
    exchange::v1::{GetDeliveryRequest, ListDeliveriesRequest, ReturnCode, ReturnDeliveryRequest},
    supervision::v1::{GetSubjectRequest, ListSubjectsRequest},
};
use scenarios::stage::Stage;
use tonic::Code;

use crate::{
    answers::reason,
    desk::{approver, arrived, claim, claimant, record},
    ledger::{Ledger, count},
    paper::{MEDICINE, recording, request_id},
};

#[tokio::test]
async fn a_delivery_and_a_register_do_not_exist_for_another_unit() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (ours, theirs) = (claimant(&stage, "scjgj")?, claimant(&stage, "zjj")?);
    let push = record(&approver(&stage)?, recording(MEDICINE, "1")).await?.push_id;
    let delivery = arrived(&ours, &push).await?;
    let subjects = ours.subjects().list_subjects(ListSubjectsRequest::default()).await?.into_inner();
    let subject = GetSubjectRequest { id: subjects.subjects[0].id.clone(), ..GetSubjectRequest::default() };
    assert_eq!(ours.subjects().get_subject(subject.clone()).await?.into_inner().licences.len(), 1);

    let get = GetDeliveryRequest { id: delivery.id.clone(), reveal_personal: true };
    let give_back = ReturnDeliveryRequest {
        request_id: request_id(),
        id: delivery.id.clone(),
        code: ReturnCode::NotOurDuty.into(),
        ..ReturnDeliveryRequest::default()
    };
    for refused in [
        theirs.deliveries().get_delivery(get).await.unwrap_err(),
        claim(&theirs, &delivery.id).await.unwrap_err(),
        theirs.deliveries().return_delivery(give_back).await.unwrap_err(),
        theirs.subjects().get_subject(subject).await.unwrap_err(),
    ] {
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::NotFound, "NOT_FOUND"));
        assert!(!format!("{refused:?}").contains("scjgj"), "not even whose it is");
    }
    let all = ListDeliveriesRequest::default();
    assert_eq!(theirs.deliveries().list_deliveries(all).await?.into_inner().deliveries, []);
    let register = theirs.subjects().list_subjects(ListSubjectsRequest::default()).await?.into_inner();
    assert_eq!(register.subjects, []);

    assert_eq!(arrived(&ours, &push).await?, delivery, "nothing happened to it");
    let ledger = Ledger::open(&stage);
    let refused = "select count(*) from shell.audit where unit = 'zjj' and outcome = 'refused' and reason = 'NOT_FOUND'";
    assert_eq!(count(&ledger.supervision, refused).await?, 4, "each try is on record");
    ledger.prove().await?;
    Ok(())
}
