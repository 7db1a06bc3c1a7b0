//! What is on the stage before a test looks: decisions with personal data, routed to bureaus or waiting to be.

use client::import::{self, Imported};
use ids::DutyId;
use proto::{
    approval::v1::{ImportHeader, ListDecisionsRequest, RoutingState},
    exchange::v1::DeliveryState,
    notification::v1::{
        CreateSubscriptionRequest, GetDutyRequest, IssueLetterRequest, ListDispatchesRequest,
        ListNoticesRequest, NameDeputyRequest, SilenceRemindersRequest, Target, WebhookTarget, target::To,
    },
    supervision::v1::ListSubjectsRequest,
};
use scenarios::stage::{Stage, until};
use serde_json::{Value, json};

use crate::{
    cast::{SENDER, request_id},
    gathered::{Gathered, gather},
};

/// The day on which the stages of these tests stand.
pub(crate) const TODAY: &str = "2026-10-12";
/// The day on which what was delivered then is due.
pub(crate) const TOMORROW: &str = "2026-10-13";
/// The day on which it is late.
pub(crate) const LATER: &str = "2026-10-14";
/// The morning of the first.
pub(crate) const MORNING: &str = "2026-10-12T09:00:00+08:00";

/// The bureau that supervises what was decided.
pub(crate) const RECIPIENT: &str = "scjgj";

/// What messages of the stage's subscriptions are signed with.
pub(crate) const SIGNING_KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Ids of what is on the stage: a decision of [`SENDER`] that was delivered to [`RECIPIENT`], and one that waits.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) decision: String,
    pub(crate) unrouted: String,
    pub(crate) push: String,
    pub(crate) delivery: String,
    pub(crate) subject: String,
    /// The recipient's duty to claim the delivery; known where notification is installed.
    pub(crate) duty: String,
    /// What its handlers were told of it on the next morning; empty where notification is not installed.
    pub(crate) notice: String,
    /// Where the recipient wants its notices, not verified yet; empty where notification is not installed.
    pub(crate) subscription: String,
    /// A silence of the recipient's leader, and a deputy whom the leader named; empty where notification is not installed.
    pub(crate) silence: String,
    pub(crate) deputy: String,
    /// A supervision letter to the recipient; empty where notification is not installed.
    pub(crate) letter: String,
    /// The message with the code, which nobody receives.
    pub(crate) dispatch: String,
    /// What the joint meeting has; empty where meeting is not installed.
    pub(crate) gathered: Gathered,
}

/// One row of a publicity file about a natural person.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) id_number: String,
    pub(crate) certificate: &'static str,
    pub(crate) number: String,
}

/// Imports two rows and waits for the delivery.
pub(crate) async fn play(stage: &Stage) -> anyhow::Result<Played> {
    let row = |name: &str, id_number: &str, certificate, number: &str| Row {
        name: name.to_owned(),
        id_number: id_number.to_owned(),
        certificate,
        number: number.to_owned(),
    };
    let rows = [
        row("示例甲", "371322189901010005", "食品生产许可证", "A1"),
        row("示例乙", "371322189901010013", "没有这种证", "A2"),
    ];
    import_rows(stage, &rows).await?;
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    let listed =
        sender.decisions().list_decisions(ListDecisionsRequest::default()).await?.into_inner().decisions;
    let find =
        |state: RoutingState| listed.iter().find(|decision| decision.routing_state() == state).cloned();
    let routed = find(RoutingState::Routed).ok_or_else(|| anyhow::anyhow!("nothing was routed"))?;
    let unrouted = find(RoutingState::Unrouted).ok_or_else(|| anyhow::anyhow!("everything was routed"))?;
    let (delivery, subject) = delivered(stage).await?;
    let duty = DutyId::of("C2", delivery.parse()?).to_string();
    let (mut notice, mut letter) = <(String, String)>::default();
    let (mut subscription, mut dispatch) = <(String, String)>::default();
    let (mut silence, mut deputy) = <(String, String)>::default();
    if stage.notification.is_some() {
        notice = noticed(stage, &duty).await?;
        (subscription, dispatch) = subscribed(stage).await?;
        (silence, deputy) = rerouted(stage).await?;
        letter = written(stage, &duty).await?;
    }
    let gathered = if stage.meeting.is_some() { gather(stage).await? } else { Gathered::default() };
    let (decision, unrouted, push) = (routed.id, unrouted.id, routed.push_id);
    Ok(Played {
        decision,
        unrouted,
        push,
        delivery,
        subject,
        duty,
        notice,
        subscription,
        silence,
        deputy,
        letter,
        dispatch,
        gathered,
    })
}

/// The duty becomes late, and the office writes about it; gives the letter.
async fn written(stage: &Stage, duty: &str) -> anyhow::Result<String> {
    stage.set_clock(format!("{LATER}T09:00:00+08:00").parse()?)?;
    let mut overseer = stage.bureau(SENDER, Some("xzspj-overseer"))?.letters()?;
    let asked = IssueLetterRequest {
        request_id: request_id(),
        unit: RECIPIENT.to_owned(),
        duty_ids: vec![duty.to_owned()],
        ..IssueLetterRequest::default()
    };
    until("the check of what is on the way", async || match overseer.issue_letter(asked.clone()).await {
        Ok(answer) => Ok(Some(answer.into_inner().letter.unwrap_or_default().id)),
        Err(refused) if refused.message().contains("still being checked") => Ok(None),
        Err(refused) => Err(refused.into()),
    })
    .await
}

/// The recipient's leader silences reminders for a week, and names a deputy for a day; gives both.
async fn rerouted(stage: &Stage) -> anyhow::Result<(String, String)> {
    let mut leader = stage.bureau(RECIPIENT, Some("scjgj-leader"))?.reminders()?;
    let end_time = Some(instant("2026-10-20T00:00:00+08:00")?);
    let asked = SilenceRemindersRequest {
        request_id: request_id(),
        end_time,
        reason: "系统切换".to_owned(),
        ..SilenceRemindersRequest::default()
    };
    let silence = leader.silence_reminders(asked).await?.into_inner().silence.unwrap_or_default();
    let asked = NameDeputyRequest {
        request_id: request_id(),
        official: "scjgj-liaison".to_owned(),
        deputy: "scjgj-01".to_owned(),
        first_day: "2026-10-19".to_owned(),
        last_day: "2026-10-19".to_owned(),
        ..NameDeputyRequest::default()
    };
    let deputy = leader.name_deputy(asked).await?.into_inner().deputy.unwrap_or_default();
    Ok((silence.id, deputy.id))
}

pub(crate) fn instant(text: &str) -> anyhow::Result<prost_types::Timestamp> {
    let at: jiff::Timestamp = text.parse()?;
    Ok(prost_types::Timestamp { seconds: at.as_second(), nanos: 0 })
}

/// Subscribes to messages at a port where nobody listens; gives the subscription and the message with its code.
async fn subscribed(stage: &Stage) -> anyhow::Result<(String, String)> {
    let mut recipient = stage.bureau(RECIPIENT, Some("scjgj-01"))?.subscriptions()?;
    let to = WebhookTarget { url: "http://127.0.0.1:9/".to_owned(), signing_key: SIGNING_KEY.to_owned() };
    let asked = CreateSubscriptionRequest {
        request_id: request_id(),
        name: "业务系统".to_owned(),
        target: Some(Target { to: Some(To::Webhook(to)) }),
        ..CreateSubscriptionRequest::default()
    };
    let made = recipient.create_subscription(asked).await?.into_inner().subscription.unwrap_or_default();
    let sent = recipient.list_dispatches(ListDispatchesRequest::default()).await?.into_inner().dispatches;
    Ok((made.id, sent.into_iter().map(|sent| sent.id).next().unwrap_or_default()))
}

/// Waits until the duty is in the ledger and, on the next morning, somebody was reminded of it; gives the notice.
async fn noticed(stage: &Stage, duty: &str) -> anyhow::Result<String> {
    let (recipient, asked) = (stage.bureau(RECIPIENT, None)?, GetDutyRequest { id: duty.to_owned() });
    until("the duty to claim it", async || {
        Ok(recipient.duties()?.get_duty(asked.clone()).await?.into_inner().duty)
    })
    .await?;
    stage.set_clock(format!("{TOMORROW}T09:00:00+08:00").parse()?)?;
    until("a notice", async || {
        let listed = recipient.notices()?.list_notices(ListNoticesRequest::default()).await?.into_inner();
        Ok(listed.notices.into_iter().next().map(|notice| notice.id))
    })
    .await
}

/// Waits until the recipient has a delivery and its sender the receipt; gives the delivery and its subject.
async fn delivered(stage: &Stage) -> anyhow::Result<(String, String)> {
    let recipient = stage.bureau(RECIPIENT, Some("scjgj-01"))?;
    let delivery = until("a delivery", async || {
        Ok(recipient.all_deliveries(&[DeliveryState::Delivered]).await?.pop().map(|delivery| delivery.id))
    })
    .await?;
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    until("its receipt", async || {
        let pushes = sender.pushes().list_pushes(proto::exchange::v1::ListPushesRequest::default()).await?;
        Ok(pushes.into_inner().pushes.iter().all(|push| push.received == push.recipients).then_some(()))
    })
    .await?;
    let subjects =
        recipient.subjects().list_subjects(ListSubjectsRequest::default()).await?.into_inner().subjects;
    let subject = subjects.into_iter().next().ok_or_else(|| anyhow::anyhow!("no subject in the register"))?;
    Ok((delivery, subject.id))
}

/// Imports rows as the approval bureau.
pub(crate) async fn import_rows(stage: &Stage, rows: &[Row]) -> anyhow::Result<Imported> {
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    let header = ImportHeader {
        file_name: "rows.csv".to_owned(),
        request_id: request_id(),
        ..ImportHeader::default()
    };
    let imported = import::run(sender.approval(), header, publicity_file(rows).into(), |_| {}).await;
    imported.map_err(|cut| cut.status.into())
}

/// A publicity file in CSV, with the headings of the sample file.
pub(crate) fn publicity_file(rows: &[Row]) -> Vec<u8> {
    const SAMPLE: &str = include_str!("../../../services/approval/tests/data/licences_2026-10.csv");
    let mut lines = vec![SAMPLE.lines().next().unwrap_or_default().to_owned()];
    for Row { name, id_number, certificate, number } in rows {
        lines.push(format!(
            "{name},自然人,,,,,,,,,,身份证,{id_number},准予行政许可决定书,试许字〔2026〕{number}号,普通,{certificate},{number},\
             {certificate},2026/10/12,2026/10/12,2031/10/11,县行政审批服务局,11371322YYYY000553,1,县行政审批服务局,\
             11371322YYYY000553,"
        ));
    }
    lines.join("\n").into_bytes()
}

/// A whole request of `RecordDecision` about a natural person; nothing in it is wrong.
pub(crate) fn decision(number: &str) -> Value {
    json!({
        "requestId": request_id(),
        "decision": {
            "itemCode": "XK3713220002", "itemName": "食品生产许可", "caseNumber": format!("BJ{number}"),
            "decisionKind": "DECISION_KIND_GRANT", "counterpartyKind": "COUNTERPARTY_KIND_PERSON",
            "premisesAddress": "示例路1号", "divisionCode": "371322", "documentName": "准予行政许可决定书",
            "documentNumber": format!("试许字〔2026〕{number}号"), "licenceKind": "LICENCE_KIND_ORDINARY", "publishedState": "PUBLISHED_STATE_VALID",
            "certificateName": "食品生产许可证", "certificateNumber": number, "content": "食品生产",
            "decidedOn": TODAY, "validFrom": TODAY, "validTo": "2031-10-11",
            "decidingAuthority": "县行政审批服务局", "decidingAuthorityUscc": "11371322YYYY000553",
            "dataSource": "县行政审批服务局", "dataSourceUscc": "11371322YYYY000553", "personIdType": "身份证"
        },
        "personal": {
            "personName": "示例丙", "personIdNumber": "371322189901010021", "contactName": "示例丁",
            "contactPhone": "19900000001"
        }
    })
}
