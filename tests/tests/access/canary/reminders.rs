//! What is said of a delivery that nobody claims: by the platform to a webhook, and by people to each other.

use proto::notification::v1::DutyState;
use scenarios::stage::{Stage, until};
use serde_json::{Value, json};
use testkit::peer::{Peer, Seen, status};
use tonic::Code;

use super::{ID_NUMBER, NAME, PHONE};
use crate::{
    asked::{Answer, ask, message, rpc},
    cast::{SENDER, request_id},
    played::{RECIPIENT, SIGNING_KEY},
};

/// The reminder leaves, and the lateness is written about with numbers in every text; gives all answers and all that came.
pub(super) async fn reminders(stage: &Stage) -> anyhow::Result<Vec<String>> {
    let hook = Peer::plain(|_| status(204)).await?;
    let mut said = subscribe(stage, &hook).await?;
    stage.set_clock("2026-10-14T09:00:00+08:00".parse()?)?;
    let came = |kind: &'static str| {
        let came: Vec<Value> = hook.seen().iter().map(Seen::json).collect();
        came.into_iter().find(|body| body["type"] == kind)
    };
    let reminder = until("a reminder", async || Ok(came("duty.reminder"))).await?;
    assert_eq!(reminder["data"]["parts"][0]["step"], "overdue", "{reminder}");
    let duty = reminder["data"]["most_pressing"][0]["duty"].clone();

    let text = format!("经办人请假，电话{PHONE}，当事人{ID_NUMBER}");
    let (leader, office) = ((RECIPIENT, "scjgj-leader"), (SENDER, "xzspj-overseer"));
    let explained = json!({"requestId": request_id(), "id": duty, "text": text});
    said.push(act(stage, leader, "DutyService/ExplainLateness", explained).await?);
    let letter = json!({"requestId": request_id(), "unit": RECIPIENT, "dutyIds": [duty], "text": text});
    let issued = act(stage, office, "SupervisionLetterService/IssueLetter", letter).await?;
    let id = serde_json::from_str::<Value>(&issued.said[0])?["letter"]["id"].clone();
    said.push(issued);
    until("the letter to come", async || Ok(came("letter.issued"))).await?;
    let reply = json!({"requestId": request_id(), "id": id, "text": text});
    said.push(act(stage, leader, "SupervisionLetterService/ReplyToLetter", reply).await?);
    let close =
        json!({"requestId": request_id(), "id": id, "conclusion": "LETTER_CONCLUSION_EXCUSED", "text": text});
    said.push(act(stage, office, "SupervisionLetterService/CloseLetter", close).await?);
    let silence = json!({"requestId": request_id(), "endTime": "2026-10-16T00:00:00Z", "reason": text});
    said.push(act(stage, leader, "ReminderService/SilenceReminders", silence).await?);
    for (name, request) in [
        ("SupervisionLetterService/GetLetter", json!({"id": id})),
        ("DutyService/GetDuty", json!({"id": duty})),
        ("DutyService/ListDuties", json!({"filter": {"states": [i32::from(DutyState::Open)]}})),
        ("NoticeService/ReportNotices", json!({"dutyId": duty})),
        ("SubscriptionService/ListSubscriptions", json!({})),
        ("SubscriptionService/ListDispatches", json!({})),
    ] {
        said.push(act(stage, leader, name, request).await?);
    }
    let bodies = hook.seen().into_iter().map(|seen| seen.json().to_string());
    Ok(said.iter().map(|answer| format!("{answer:?}")).chain(bodies).collect())
}

/// A webhook whose name and address hold numbers.
async fn subscribe(stage: &Stage, hook: &Peer) -> anyhow::Result<Vec<Answer>> {
    let creates = |name: &str| {
        json!({
            "requestId": request_id(), "name": name,
            "target": {"webhook": {"url": hook.url(&format!("/{PHONE}")), "signingKey": SIGNING_KEY}},
        })
    };
    let worker = (RECIPIENT, "scjgj-01");
    let mut said = Vec::new();
    let made = act(stage, worker, "SubscriptionService/CreateSubscription", creates(&format!("值班{PHONE}")))
        .await?;
    let id = serde_json::from_str::<Value>(&made.said[0])?["subscription"]["id"].clone();
    said.push(made);
    let code =
        until("a code", async || Ok(hook.seen().first().map(|seen| seen.json()["data"]["code"].clone())))
            .await?;
    let repeated = json!({"requestId": request_id(), "id": id, "code": code});
    said.push(act(stage, worker, "SubscriptionService/VerifySubscription", repeated).await?);
    let bureau = stage.bureau(RECIPIENT, Some("scjgj-01"))?.notification()?;
    let refused = rpc("SubscriptionService/CreateSubscription");
    let link = creates(&format!("[{NAME}](https://example.cn)"));
    let answer = ask(&bureau, &refused, vec![message(&refused, &link)]).await;
    assert_eq!((answer.code(), answer.fields()), (Code::InvalidArgument, vec!["name".to_owned()]));
    said.push(answer);
    Ok(said)
}

async fn act(
    stage: &Stage,
    (unit, official): (&str, &str),
    name: &str,
    request: Value,
) -> anyhow::Result<Answer> {
    let calls = stage.bureau(unit, Some(official))?.notification()?;
    let rpc = rpc(name);
    let answer = ask(&calls, &rpc, vec![message(&rpc, &request)]).await;
    anyhow::ensure!(answer.code() == Code::Ok, "{name}: {answer:?}");
    Ok(answer)
}
