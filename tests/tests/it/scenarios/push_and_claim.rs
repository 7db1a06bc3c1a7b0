//! From the decision to the claim, and what makes two records one decision.

use proto::{
    approval::v1::{RoutingState, RowVerdict, row_verdict::Outcome},
    exchange::v1::{Commitment, DeferredMaterial, DeliveryState, RecipientRole, ToldElement},
    supervision::v1::ListSubjectsRequest,
};
use scenarios::stage::{Bureau, Stage, until};

use crate::{
    answers::{chinese, fact, fields, reason},
    desk::{
        approver, arrived, at, claim, claimant, claimed, decision_now, header, import_file, instant,
        push_now, record,
    },
    ledger::{Ledger, Tally},
    paper::{self, GAS, publicity_file, recording, request_id},
};

/// Art. 24: what was promised instead of documents is pushed with the decision, and the bureau sees it.
#[tokio::test]
async fn a_promise_is_recorded_with_its_terms_and_reaches_the_bureau() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let mut promised = recording(GAS, "1");
    promised.decision.get_or_insert_default().commitment = true;
    let refused = office.decisions().record_decision(promised.clone()).await.unwrap_err();
    assert_eq!(fields(&refused), ["decision.commitment_terms"]);

    let terms = Commitment {
        told: vec![ToldElement::Materials.into()],
        document_name: "告知承诺书".to_owned(),
        document_sha256: "ab".repeat(32),
        core_documents_complete: true,
        deferred_materials: vec![DeferredMaterial {
            name: "场所平面图".to_owned(),
            due_on: "2026-11-30".to_owned(),
            ..DeferredMaterial::default()
        }],
        catalogue_entry: "GZCN-7/2".to_owned(),
        ..Commitment::default()
    };
    promised.decision.get_or_insert_default().commitment_terms = Some(terms.clone());
    let decision = record(&office, promised).await?;
    assert_eq!(decision.doubts, ["未一次性告知法定条件和标准、承诺材料、监管方式、法律后果（第二十四条）"]);
    let arrived = arrived(&claimant(&stage, "zjj")?, &decision.push_id).await?;
    let seen = arrived.push.unwrap_or_default().decision.unwrap_or_default();
    assert_eq!((seen.commitment_terms, seen.doubts), (Some(terms), decision.doubts));
    Ok(())
}

/// Art. 22(1): each bureau that supervises the item receives its own copy, with a clock of its own.
#[tokio::test]
async fn a_decision_for_three_bureaus_gives_three_claims_each_with_its_own_clock() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let decision = record(&office, recording(GAS, "1")).await?;
    assert_eq!(decision.routing_state(), RoutingState::Routed);

    let mut deliveries = Vec::new();
    for (unit, role) in
        [("zjj", RecipientRole::Lead), ("yjj", RecipientRole::Other), ("zhzfj", RecipientRole::Other)]
    {
        let bureau = claimant(&stage, unit)?;
        let delivery = arrived(&bureau, &decision.push_id).await?;
        assert_eq!((delivery.role(), delivery.state()), (role, DeliveryState::Delivered), "{unit}");
        let deadline = delivery.claim_deadline.clone().unwrap_or_default();
        assert_eq!(instant(deadline.due_time), at("2026-10-10T00:00"), "{unit}");
        assert_eq!(unclaimed(&bureau).await?, 1, "in the register of {unit} from the delivery on");
        deliveries.push((bureau, delivery.id));
    }

    stage.set_clock(at("2026-10-09T23:59"))?;
    let in_time = claim(&deliveries[0].0, &deliveries[0].1).await?;
    stage.set_clock(at("2026-10-10T00:00"))?;
    let late = claim(&deliveries[1].0, &deliveries[1].1).await?;
    let open = arrived(&deliveries[2].0, &decision.push_id).await?;
    assert_eq!([in_time.overdue, late.overdue, open.overdue], [false, true, true]);
    assert_eq!([unclaimed(&deliveries[0].0).await?, unclaimed(&deliveries[2].0).await?], [0, 1]);

    let seen = until("both claims to be back at the sender", async || {
        let mut seen = push_now(&office, &decision.push_id).await?.deliveries;
        seen.sort_by(|one, other| one.unit.cmp(&other.unit));
        Ok((seen.iter().filter(|delivery| delivery.claim.is_some()).count() == 2).then_some(seen))
    })
    .await?;
    let seen: Vec<_> =
        seen.iter().map(|delivery| (delivery.unit.as_str(), claimed(delivery.claim.as_ref()))).collect();
    let by = |official: &str, when: &str| Some((official.to_owned(), at(when)));
    let expected = [
        ("yjj", by("yjj-01", "2026-10-10T00:00")),
        ("zhzfj", None),
        ("zjj", by("zjj-01", "2026-10-09T23:59")),
    ];
    assert_eq!(seen, expected);
    let tally = Ledger::open(&stage).prove().await?;
    assert_eq!(tally, Tally { decisions: 1, pushes: 1, deliveries: 3, claimed: 2 });
    Ok(())
}

/// Unique is deciding unit, document number and certificate number; one document may grant several certificates (一文多证).
#[tokio::test]
async fn the_same_decision_again_is_a_duplicate_and_other_content_names_the_earlier_record()
-> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let first = recording(GAS, "1");
    let mut only_asked = first.clone();
    only_asked.validate_only = true;
    record(&office, only_asked).await?;
    let earlier = record(&office, first.clone()).await?;

    let mut again = first.clone();
    again.request_id = request_id();
    let answer = office.decisions().record_decision(again.clone()).await?.into_inner();
    assert!(answer.duplicate);
    assert_eq!(answer.decision.unwrap_or_default().id, earlier.id);

    let mut other = again.clone();
    other.request_id = request_id();
    other.personal.as_mut().unwrap().contact_phone = "19900000001".to_owned();
    let refused = office.decisions().record_decision(other).await.unwrap_err();
    assert_eq!(reason(&refused), "DECISION_EXISTS");
    assert_eq!(fact(&refused, "decision_id")?, earlier.id);
    assert!(chinese(&refused).contains("第二十二条"), "{}", chinese(&refused));

    let mut second_certificate = paper::decision(GAS, "1");
    second_certificate.certificate_number = "SL1-2".to_owned();
    let mut request = recording(GAS, "1");
    request.decision = Some(second_certificate);
    record(&office, request).await?;

    let known = paper::decision(GAS, "1");
    let mut changed = known.clone();
    changed.content = "别的内容".to_owned();
    let file = publicity_file(&[known, changed]);
    let imported = import_file(&office, header(), &file).await?;
    let outcomes: Vec<Outcome> = imported.verdicts.iter().map(RowVerdict::outcome).collect();
    assert_eq!(outcomes, [Outcome::Duplicate, Outcome::Rejected]);
    assert_eq!(imported.verdicts[0].decision_id, earlier.id);
    let problem = &imported.verdicts[1].problems[0];
    assert_eq!(problem.column, "行政许可决定文书号");
    assert!(problem.message.contains(&earlier.id), "{}", problem.message);

    assert_eq!(decision_now(&office, &earlier.id).await?.content, earlier.content);
    let tally = Ledger::open(&stage).prove().await?;
    assert_eq!(tally, Tally { decisions: 2, pushes: 2, deliveries: 6, claimed: 0 });
    Ok(())
}

/// How many licences the unit's register marks 未认领.
async fn unclaimed(bureau: &Bureau) -> anyhow::Result<i32> {
    let subjects = bureau.subjects().list_subjects(ListSubjectsRequest::default()).await?.into_inner();
    Ok(subjects.subjects.iter().map(|subject| subject.unclaimed).sum())
}
