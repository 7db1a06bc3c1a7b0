//! Personal data in clear nowhere but in the answer that reveals it: canaries go through everything that the platform
//! does, and are then looked for in every place that keeps anything.

mod gathering;
mod places;
mod reminders;

use proto::exchange::v1::{Delivery, GetDeliveryRequest, ListDeliveriesRequest, ListPushesRequest};
use scenarios::stage::{Stage, until};
use serde_json::{Value, json};
use tonic::Code;

use self::places::{everything_kept, forms};
use crate::{
    asked::{Answer, ask, message, rpc},
    cast::{SENDER, request_id},
    played::{MORNING, RECIPIENT, Row, decision, import_rows},
};

const NAME: &str = "金丝雀一号";
const REJECTED_NAME: &str = "金丝雀二号";
const LATIN_NAME: &str = "Kanarienvogel Drei";
const REPRESENTATIVE: &str = "金丝雀四号";
const CONTACT: &str = "金丝雀五号";
const ID_NUMBER: &str = "371322189901010021";
const IMPORTED_ID_NUMBER: &str = "371322189901010013";
const REJECTED_ID_NUMBER: &str = "371322189901010987";
const PHONE: &str = "19900001234";
const REJECTED_PHONE: &str = "1990000123456";
const CANARIES: [&str; 10] = [
    NAME,
    REJECTED_NAME,
    LATIN_NAME,
    REPRESENTATIVE,
    CONTACT,
    ID_NUMBER,
    IMPORTED_ID_NUMBER,
    REJECTED_ID_NUMBER,
    PHONE,
    REJECTED_PHONE,
];
/// What is no secret, and is kept: shows that the search finds.
const DOCUMENT: &str = "试许字〔2026〕C1号";

#[tokio::test]
async fn personal_data_is_in_clear_only_in_the_answer_that_reveals_it() -> anyhow::Result<()> {
    let mut stage = Stage::on_own_broker(MORNING).await?;
    stage.install_notification().await?;
    let said = play_canaries(&stage).await?;
    for answer in &said {
        sings_not(&format!("{answer:?}"), "an answer");
    }
    for heard in reminders::reminders(&stage).await? {
        sings_not(&heard, "what is said of a lateness");
    }
    give_back(&stage, &reveal(&stage).await?).await?;

    let places = everything_kept(&mut stage).await?;
    for (place, bytes) in &places {
        for canary in CANARIES {
            for (form, needle) in forms(canary) {
                assert!(!contains(bytes, &needle), "{place} holds {canary} as {form}");
            }
        }
    }
    // The search is not blind: it finds what is public in the databases and in the broker's store.
    for place in ["approval database", "supervision database", "notification database", "broker"] {
        let found = places.iter().filter(|(name, _)| name.starts_with(place));
        let needles = forms(DOCUMENT);
        let seen =
            found.into_iter().any(|(_, bytes)| needles.iter().any(|(_, needle)| contains(bytes, needle)));
        assert!(seen, "{place} does not even hold {DOCUMENT}");
    }
    Ok(())
}

/// Everything that takes personal data, well and badly; gives all answers, of which none may show any.
async fn play_canaries(stage: &Stage) -> anyhow::Result<Vec<Answer>> {
    let row = |name: &str, id_number: &str, number: &str| Row {
        name: name.to_owned(),
        id_number: id_number.to_owned(),
        certificate: "食品生产许可证",
        number: number.to_owned(),
    };
    let rows = [
        row(LATIN_NAME, IMPORTED_ID_NUMBER, "C2"),
        row(REJECTED_NAME, REJECTED_ID_NUMBER, "C3"),
        row(&format!("{REJECTED_NAME}\u{202e}"), IMPORTED_ID_NUMBER, "C4"),
    ];
    let imported = import_rows(stage, &rows).await?;
    assert_eq!((imported.summary.accepted, imported.summary.rejected), (1, 2));
    sings_not(&format!("{imported:?}"), "the verdicts");

    let sender = stage.bureau(SENDER, Some("xzspj-01"))?.approval();
    let mut said = Vec::new();
    for (name, request) in sender_requests() {
        let rpc = rpc(name);
        said.push(ask(&sender, &rpc, vec![message(&rpc, &request)]).await);
    }
    let codes: Vec<Code> = said.iter().map(Answer::code).collect();
    assert_eq!(
        codes[..4],
        [Code::Ok, Code::InvalidArgument, Code::InvalidArgument, Code::FailedPrecondition]
    );

    let id = recorded_id(&said[0])?;
    let complete = rpc("DecisionService/CompleteDecision");
    for phone in [REJECTED_PHONE, PHONE] {
        let request =
            json!({"requestId": request_id(), "id": id, "contactName": CONTACT, "contactPhone": phone});
        said.push(ask(&sender, &complete, vec![message(&complete, &request)]).await);
    }
    said.extend(searches(stage).await?);
    Ok(said)
}

fn sender_requests() -> Vec<(&'static str, Value)> {
    let mut good = decision("C1");
    good["personal"] = json!({
        "personName": NAME, "personIdNumber": ID_NUMBER, "legalRepresentative": REPRESENTATIVE,
        "contactName": CONTACT, "contactPhone": PHONE
    });
    // What belongs sealed may not stand in a sentence either.
    good["decision"]["content"] = format!(
        "准予{NAME}（身份证{ID_NUMBER}）从事食品生产，法定代表人{REPRESENTATIVE}，联系{CONTACT}{PHONE}"
    )
    .into();
    good["decision"]["remark"] = NAME.into();
    for number in ["certificateNumber", "institutionNumber", "registrationNumber"] {
        good["decision"][number] = format!("T{ID_NUMBER}").into();
    }
    good["decision"]["taxNumber"] = format!("{ID_NUMBER}01").into();
    for text in ["certificateName", "street", "displayedAuthority", "dataSource"] {
        good["decision"][text] = format!("示例{NAME}{ID_NUMBER}").into();
    }
    good["decision"]["premisesAddress"] = format!("示例路1号{CONTACT}转").into();
    good["decision"]["caseNumber"] = format!("BJ-{PHONE}").into();
    good["decision"]["commitment"] = true.into();
    good["decision"]["commitmentTerms"] = json!({
        "documentName": format!("{NAME}承诺书"), "documentSha256": "ab".repeat(32),
        "deferredMaterials": [{"name": format!("{NAME}身份证{ID_NUMBER}复印件"), "dueOn": "2026-11-30"}]
    });
    let with = |path: &str, value: &str| {
        let mut request = good.clone();
        request["requestId"] = request_id().into();
        request["personal"][path] = value.into();
        request
    };
    vec![
        ("DecisionService/RecordDecision", good.clone()),
        ("DecisionService/RecordDecision", with("personIdNumber", REJECTED_ID_NUMBER)),
        ("DecisionService/RecordDecision", with("contactPhone", REJECTED_PHONE)),
        ("DecisionService/RecordDecision", with("personName", REJECTED_NAME)),
        ("DecisionService/ListDecisions", json!({"number": ID_NUMBER})),
        ("DecisionService/ListDecisions", json!({})),
        ("DecisionService/GetDecision", json!({"id": ID_NUMBER})),
        ("PushService/ListPushes", json!({})),
    ]
}

fn recorded_id(answer: &Answer) -> anyhow::Result<String> {
    let said: Value = serde_json::from_str(&answer.said[0])?;
    Ok(said["decision"]["id"].as_str().unwrap_or_default().to_owned())
}

/// What the recipient lists, searches and returns with canaries in its requests.
async fn searches(stage: &Stage) -> anyhow::Result<Vec<Answer>> {
    let recipient = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let delivered = until("both deliveries", async || {
        let listed = recipient.all_deliveries(&[]).await?;
        Ok((listed.len() == 2).then_some(listed))
    })
    .await?;
    for personal in delivered.iter().map(|delivery| delivery.personal.clone().unwrap_or_default()) {
        assert!(
            personal.person_name.contains('*') && personal.person_id_number.contains('*'),
            "{personal:?}"
        );
    }

    // The other one, which names everybody, is returned later.
    let plain =
        |one: &&Delivery| one.personal.as_ref().is_some_and(|personal| personal.contact_name.is_empty());
    let claimed = delivered.iter().find(plain).map(|one| one.id.clone());
    let calls = recipient.supervision();
    let mut said = Vec::new();
    for (name, request) in [
        ("DeliveryService/ListDeliveries", json!({})),
        ("DeliveryService/GetDelivery", json!({"id": delivered[0].id})),
        ("DeliveryService/WatchDeliveries", json!({})),
        ("DeliveryService/GetDelivery", json!({"id": NAME, "revealPersonal": true})),
        ("SubjectService/ListSubjects", json!({"subjectNumber": ID_NUMBER})),
        ("SubjectService/ListSubjects", json!({"name": NAME})),
        ("DeliveryService/ClaimDelivery", json!({"requestId": request_id(), "id": claimed})),
        ("DeliveryService/ReturnDelivery", json!({"requestId": NAME, "id": ID_NUMBER, "remark": PHONE})),
        ("SubjectService/ListSubjects", json!({"number": format!("T{ID_NUMBER}")})),
    ] {
        let rpc = rpc(name);
        said.push(ask(&calls, &rpc, vec![message(&rpc, &request)]).await);
    }
    assert!(said[8].shows("licences"), "a licence is found by its number: {:?}", said[8]);
    assert!(said[4].shows("licences"), "a person is found by number: {:?}", said[4]);
    assert!(said[5].shows("licences"), "and by the whole name: {:?}", said[5]);
    Ok(said)
}

/// A return whose remark names everybody; it is kept, and arrives at the sender, without them.
async fn give_back(stage: &Stage, id: &str) -> anyhow::Result<()> {
    let recipient = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let remark = format!("{NAME}（{ID_NUMBER}）{REPRESENTATIVE}不在本辖区，已电话{CONTACT}{PHONE}告知");
    let rpc = rpc("DeliveryService/ReturnDelivery");
    let request = json!({"requestId": request_id(), "id": id, "code": "RETURN_CODE_OTHER", "remark": remark});
    let answer = ask(&recipient.supervision(), &rpc, vec![message(&rpc, &request)]).await;
    assert!(answer.code() == Code::Ok && answer.shows("不在本辖区"), "{answer:?}");
    sings_not(&format!("{answer:?}"), "the answer to a return");
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    until("the return to arrive", async || {
        let pushes = sender.pushes().list_pushes(ListPushesRequest::default()).await?.into_inner().pushes;
        Ok(pushes.iter().any(|push| push.returned == 1).then_some(()))
    })
    .await
}

/// The one answer that shows it, and the audit row that it leaves; a refusal leaves one too. Gives the delivery.
async fn reveal(stage: &Stage) -> anyhow::Result<String> {
    let recipient = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let listed = recipient.deliveries().list_deliveries(ListDeliveriesRequest::default()).await?.into_inner();
    let mut shown = Vec::new();
    for delivery in &listed.deliveries {
        let request = GetDeliveryRequest { id: delivery.id.clone(), reveal_personal: true };
        let delivery =
            recipient.deliveries().get_delivery(request).await?.into_inner().delivery.unwrap_or_default();
        shown.push((delivery.id, delivery.personal.unwrap_or_default()));
    }
    let (named, clear) =
        shown.iter().find(|(_, personal)| personal.person_name == NAME).expect("the name in clear");
    assert_eq!((clear.person_id_number.as_str(), clear.contact_phone.as_str()), (ID_NUMBER, PHONE));
    assert_eq!(clear.certificate_number, format!("T{ID_NUMBER}"), "as it stands on the paper");

    let stranger = stage.bureau("slj", Some("slj-01"))?;
    let request = GetDeliveryRequest { id: listed.deliveries[0].id.clone(), reveal_personal: true };
    assert_eq!(stranger.deliveries().get_delivery(request).await.unwrap_err().code(), Code::NotFound);

    let rows = places::audit(stage).await?;
    for id in listed.deliveries.iter().map(|delivery| &delivery.id) {
        let revealed = format!("scjgj scjgj-01 revealed 监管履职 {id}");
        assert_eq!(rows.iter().filter(|row| **row == revealed).count(), 1, "{rows:#?}");
    }
    assert!(rows.iter().any(|row| row.starts_with("slj slj-01 refused NOT_FOUND")), "{rows:#?}");
    Ok(named.clone())
}

fn sings_not(text: &str, place: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{place} shows {canary}: {text}");
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
