//! What a person does with imported decisions: route, complete, load the stock.

use proto::{
    approval::v1::{
        CompleteDecisionRequest, Decision, ImportHeader, ListDecisionsRequest, ResolveDecisionRequest,
        RoutingState,
    },
    exchange::v1::GetDeliveryRequest,
};
use scenarios::stage::{Bureau, Stage, until};

use crate::{
    answers::{chinese, reason},
    desk::{approver, arrived, at, claimant, decision_now, header, import_file, instant, push_now},
    ledger::{Ledger, Tally, count},
    paper::{self, GAS, MEDICINE, publicity_file, request_id},
};

/// The push clock runs from the decision, also while it waits for a person.
#[tokio::test]
async fn an_unrouted_decision_is_routed_by_hand_and_its_push_is_late() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let file = publicity_file(&[paper::decision(GAS, "1")]);
    let imported = import_file(&office, header(), &file).await?;
    assert_eq!((imported.summary.unrouted, imported.summary.deliveries), (1, 0));
    let waiting = queue(&office, RoutingState::Unrouted).await?;
    let [decision] = &waiting[..] else { panic!("one in the queue: {waiting:?}") };
    assert!(decision.unrouted_reason.contains("示例许可证"), "{}", decision.unrouted_reason);
    assert!(!decision.late);

    stage.set_clock(at("2026-10-10T00:00"))?;
    assert!(decision_now(&office, &decision.id).await?.late, "it waits too long");
    let resolve = |item: &str| ResolveDecisionRequest {
        request_id: request_id(),
        id: decision.id.clone(),
        item_code: item.to_owned(),
        ..ResolveDecisionRequest::default()
    };
    assert!(office.decisions().resolve_decision(resolve("XK3713220099")).await.is_err());
    let routed = office.decisions().resolve_decision(resolve(GAS)).await?.into_inner().decision.unwrap();
    let again = office.decisions().resolve_decision(resolve(MEDICINE)).await.unwrap_err();
    assert_eq!(reason(&again), "DECISION_ALREADY_ROUTED");
    assert!(chinese(&again).contains("第二十二条"), "{}", chinese(&again));
    assert_eq!(queue(&office, RoutingState::Unrouted).await?, []);

    let push = push_now(&office, &routed.push_id).await?.push.unwrap();
    assert_eq!(instant(push.accept_time), at("2026-10-10T00:00"));
    assert_eq!(instant(push.push_deadline.unwrap_or_default().due_time), at("2026-10-10T00:00"));
    assert!(decision_now(&office, &decision.id).await?.late, "pushed after its day");
    for unit in ["zjj", "yjj", "zhzfj"] {
        arrived(&claimant(&stage, unit)?, &routed.push_id).await?;
    }
    let tally = Ledger::open(&stage).prove().await?;
    assert_eq!(tally, Tally { decisions: 1, pushes: 1, deliveries: 3, claimed: 0 });
    Ok(())
}

/// Art. 22(2): a publicity file has no contact, case number or address; the recipients see that, and then see them.
#[tokio::test]
async fn what_an_import_lacks_is_completed_and_the_recipients_see_it() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let mut medicine = paper::decision(MEDICINE, "1");
    medicine.certificate_name = "药品经营许可证".to_owned();
    medicine.remark = "联系孙示例0539-6000000".to_owned();
    import_file(&office, header(), &publicity_file(&[medicine])).await?;
    let decision = queue(&office, RoutingState::Routed).await?.pop().unwrap();
    let bureau = claimant(&stage, "scjgj")?;
    let delivery = arrived(&bureau, &decision.push_id).await?;
    let content = delivery.push.unwrap().decision.unwrap();
    assert_eq!(content.missing_fields, ["case_number", "contact_name", "contact_phone", "premises_address"]);

    assert_eq!(lacking(&office).await?, std::slice::from_ref(&decision.id));
    let given = CompleteDecisionRequest {
        request_id: request_id(),
        id: decision.id.clone(),
        case_number: "BJ-1（0539-6000000）".to_owned(),
        contact_name: "孙示例".to_owned(),
        contact_phone: "0539-6000000".to_owned(),
        ..CompleteDecisionRequest::default()
    };
    office.decisions().complete_decision(given.clone()).await?;
    let again = CompleteDecisionRequest { request_id: request_id(), ..given };
    let refused = office.decisions().complete_decision(again).await.unwrap_err();
    assert_eq!(reason(&refused), "NOTHING_MISSING");
    assert_eq!(lacking(&office).await?.len(), 1, "an address is still missing");

    let delivery = until("the recipient to see it", async || {
        let delivery = arrived(&bureau, &decision.push_id).await?;
        let content = delivery.push.as_ref().and_then(|push| push.decision.clone()).unwrap_or_default();
        Ok((content.missing_fields == ["premises_address"]).then_some(delivery))
    })
    .await?;
    assert_eq!(delivery.personal.unwrap_or_default().contact_phone, "053*****0000", "masked in a list");
    // Whoever is known only now stands masked also where it was written before.
    let content = delivery.push.and_then(|push| push.decision).unwrap_or_default();
    assert_eq!(
        (content.remark.as_str(), content.case_number.as_str()),
        ("联系孙**053*****0000", "BJ-1（053*****0000）")
    );
    let get = GetDeliveryRequest { id: delivery.id, reveal_personal: true };
    let shown = bureau.deliveries().get_delivery(get).await?.into_inner().delivery.unwrap();
    assert_eq!(shown.personal.unwrap_or_default().contact_phone, "0539-6000000", "clear for supervision");
    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let reveals = "select count(*) from shell.audit where outcome = 'revealed' and purpose = '监管履职'";
    assert_eq!(count(&ledger.supervision, reveals).await?, 1);
    Ok(())
}

/// 存量: what was licensed before the platform is registered and delivered; no clock is opened and nothing is late.
#[tokio::test]
async fn the_stock_is_delivered_without_clocks() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-12-01T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let mut medicine = paper::decision(MEDICINE, "1");
    medicine.certificate_name = "药品经营许可证".to_owned();
    let header = ImportHeader { stock: true, ..header() };
    import_file(&office, header, &publicity_file(&[medicine])).await?;
    let decision = queue(&office, RoutingState::Routed).await?.pop().unwrap();
    assert!(decision.stock && !decision.late && decision.push_deadline.is_none(), "{decision:?}");

    let delivery = arrived(&claimant(&stage, "scjgj")?, &decision.push_id).await?;
    stage.set_clock(at("2027-12-01T09:00"))?;
    let later = arrived(&claimant(&stage, "scjgj")?, &decision.push_id).await?;
    assert!(delivery.claim_deadline.is_none() && !later.overdue, "{later:?}");
    let ledger = Ledger::open(&stage);
    assert_eq!(ledger.prove().await?.deliveries, 1);
    let duties = "select count(*) from mailbox.message where event like 'duty%'";
    assert_eq!(count(&ledger.approval, duties).await? + count(&ledger.supervision, duties).await?, 0);
    Ok(())
}

/// Ids of the decisions that lack something.
async fn lacking(office: &Bureau) -> anyhow::Result<Vec<String>> {
    let request = ListDecisionsRequest { missing_only: true, ..ListDecisionsRequest::default() };
    let found = office.decisions().list_decisions(request).await?.into_inner().decisions;
    Ok(found.into_iter().map(|decision| decision.id).collect())
}

async fn queue(office: &Bureau, state: RoutingState) -> anyhow::Result<Vec<Decision>> {
    let request =
        ListDecisionsRequest { routing_states: vec![state.into()], ..ListDecisionsRequest::default() };
    Ok(office.decisions().list_decisions(request).await?.into_inner().decisions)
}
