//! Bad input: every field of every RPC is given what it should not get, and a clear answer comes back.

mod spoil;

use client::Calls;
use futures::{StreamExt, stream};
use prost_reflect::{DynamicMessage, MethodDescriptor};
use scenarios::stage::{Bureau, Stage};
use serde_json::{Value, json};
use tonic::Code;

use self::spoil::{Spoilt, spoilt};
use crate::{
    asked::{Answer, ask, every_rpc, message, name_of, rpc},
    cast::{Cast, SENDER, request_id, unlimited},
    matrix::requests::{Scene, request},
    played::{MORNING, RECIPIENT, SIGNING_KEY, TODAY, decision},
};

/// Callers who may do everything between them.
struct Callers {
    approver: Bureau,
    administrator: Bureau,
    claimant: Bureau,
    overseer: Bureau,
    leader: Bureau,
}

impl Callers {
    fn of(stage: &Stage) -> anyhow::Result<Self> {
        Ok(Self {
            approver: stage.bureau(SENDER, Some("xzspj-01"))?,
            administrator: stage.bureau(SENDER, Some("xzspj-admin"))?,
            claimant: stage.bureau(RECIPIENT, Some("scjgj-01"))?,
            overseer: stage.bureau(SENDER, Some("xzspj-overseer"))?,
            leader: stage.bureau(RECIPIENT, Some("scjgj-leader"))?,
        })
    }

    /// Who may call the RPC, and where it works.
    fn calls(&self, rpc: &MethodDescriptor) -> Calls {
        match rpc.parent_service().name() {
            "DeliveryService" | "SubjectService" => self.claimant.supervision(),
            "DecisionService" | "PushService" => self.approver.approval(),
            "DutyService" if rpc.name() == "RecordFinding" => self.overseer.notification().unwrap(),
            "SupervisionLetterService" if rpc.name() != "ReplyToLetter" => {
                self.overseer.notification().unwrap()
            }
            "RosterService" if ["RecordSeatChange", "DeclineSeatChange"].contains(&rpc.name()) => {
                self.overseer.meeting().unwrap()
            }
            "TopicService" if ["SummariseTopic", "SubmitTopic"].contains(&rpc.name()) => {
                self.overseer.meeting().unwrap()
            }
            "RosterService" | "TopicService" => self.leader.meeting().unwrap(),
            "ReminderService" => self.leader.notification().unwrap(),
            "DutyService" | "NoticeService" | "SubscriptionService" | "SupervisionLetterService" => {
                self.claimant.notification().unwrap()
            }
            _ => self.administrator.approval(),
        }
    }
}

/// Whatever a field holds, the answer is no fault of the platform: it is an answer, or a refusal in both languages.
#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_every_rpc_may_hold_anything_and_gets_a_clear_answer() -> anyhow::Result<()> {
    let mut stage = Stage::with_meeting(MORNING).await?;
    unlimited(&mut stage).await?;
    let scene = Scene::set(&stage).await?;
    let callers = Callers::of(&stage)?;
    let mut tried = 0;
    for rpc in every_rpc().iter().filter(|rpc| !rpc.is_server_streaming()) {
        let good: DynamicMessage = request(rpc, &scene, "own").remove(0);
        let calls = callers.calls(rpc);
        let answers = stream::iter(spoilt(&good)).map(|Spoilt { what, message }| {
            let calls = &calls;
            async move { (what, ask(calls, rpc, vec![message]).await) }
        });
        let answers: Vec<(String, Answer)> = answers.buffer_unordered(8).collect().await;
        tried += answers.len();
        for (what, answer) in answers {
            is_clear(&answer, &format!("{} with {what}", name_of(rpc)));
        }
    }
    assert!(tried > 500, "{tried} requests were spoilt");
    no_fault_in_the_logs(&mut stage)
}

/// What is refused, why, and under which field.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_names_the_field_in_both_languages() -> anyhow::Result<()> {
    let mut stage = Stage::with_meeting(MORNING).await?;
    let callers = Callers::of(&stage)?;
    for caller in [&callers.claimant, &callers.overseer, &callers.leader] {
        Cast::of(&stage)?.known(caller).await?;
    }
    let refused = [
        refused_fields(),
        refused_fields_of_duties(),
        refused_fields_of_subscriptions(),
        refused_fields_of_rerouting(),
    ];
    let refused = refused.into_iter().flatten();
    for (name, bad, field) in refused {
        let rpc = rpc(name);
        let answer = ask(&callers.calls(&rpc), &rpc, vec![message(&rpc, &bad)]).await;
        assert_eq!(answer.code(), Code::InvalidArgument, "{name} {bad}: {answer:?}");
        assert_eq!(answer.reason(), "INVALID_FIELDS", "{name} {bad}: {answer:?}");
        assert!(answer.fields().iter().any(|named| named == field), "{name} {field}: {:?}", answer.fields());
        is_clear(&answer, name);
    }
    for (name, bad, reason) in [
        ("DeliveryService/ListDeliveries", json!({"pageToken": "AAAA"}), "PAGE_TOKEN_INVALID"),
        ("PushService/ListPushes", json!({"pageToken": "' or 1=1 --"}), "PAGE_TOKEN_INVALID"),
        ("DeliveryService/WatchDeliveries", json!({"cursor": "1-x"}), "CURSOR_INVALID"),
        ("DeliveryService/WatchDeliveries", json!({"cursor": "9223372036854775808-1"}), "CURSOR_INVALID"),
        ("DutyService/ListDuties", json!({"pageToken": "AAAA"}), "PAGE_TOKEN_INVALID"),
        ("DutyService/WatchDuties", json!({"cursor": "-1"}), "CURSOR_INVALID"),
        ("NoticeService/WatchNotices", json!({"cursor": "9223372036854775807-1"}), "CURSOR_INVALID"),
    ] {
        let rpc = rpc(name);
        let answer = ask(&callers.calls(&rpc), &rpc, vec![message(&rpc, &bad)]).await;
        assert_eq!(
            (answer.code(), answer.reason().as_str()),
            (Code::InvalidArgument, reason),
            "{name} {bad}"
        );
        is_clear(&answer, name);
    }
    too_large(&callers).await;
    no_fault_in_the_logs(&mut stage)
}

/// Requests with one wrong field, and its path.
fn refused_fields() -> Vec<(&'static str, Value, &'static str)> {
    let record = |path: [&str; 2], value: Value| {
        let mut bad = decision("B1");
        bad[path[0]][path[1]] = value;
        ("DecisionService/RecordDecision", bad)
    };
    let with = |(name, bad), field| (name, bad, field);
    let close = |date: &str, authority: &str, reason: &str| json!({"requestId": request_id(), "date": date, "authority": authority, "reason": reason});
    let back = |code: i32, remark: &str| json!({"requestId": request_id(), "id": request_id(), "code": code, "remark": remark});
    vec![
        with(record(["decision", "documentNumber"], "长".repeat(129).into()), "decision.document_number"),
        with(record(["decision", "content"], "长".repeat(4001).into()), "decision.content"),
        with(record(["decision", "itemName"], "名\u{0}称".into()), "decision.item_name"),
        with(record(["decision", "premisesAddress"], "路\u{202e}1号".into()), "decision.premises_address"),
        with(record(["decision", "decisionKind"], 77.into()), "decision.decision_kind"),
        with(record(["decision", "licenceKind"], 77.into()), "decision.licence_kind"),
        with(record(["decision", "counterpartyKind"], 0.into()), "decision.counterparty_kind"),
        with(record(["decision", "decidedOn"], "2026-02-30".into()), "decision.decided_on"),
        with(record(["decision", "decidedOn"], "2027-01-01".into()), "decision.decided_on"),
        with(record(["decision", "validTo"], "2026-01-01".into()), "decision.valid_to"),
        with(
            record(["personal", "personIdNumber"], "371322189901010022".into()),
            "personal.person_id_number",
        ),
        with(record(["personal", "contactPhone"], "1".into()), "personal.contact_phone"),
        ("DecisionService/RecordDecision", json!({"requestId": "not a uuid"}), "request_id"),
        ("DecisionService/GetDecision", json!({"id": "1 or 1=1"}), "id"),
        ("DecisionService/ListDecisions", json!({"pageSize": -1}), "page_size"),
        ("DecisionService/ListDecisions", json!({"routingStates": [9]}), "routing_states[0]"),
        ("DecisionService/ListDecisions", json!({"decidedFrom": "yesterday"}), "decided_from"),
        ("DeliveryService/ListDeliveries", json!({"pageSize": -1}), "page_size"),
        ("DeliveryService/ListDeliveries", json!({"states": [99]}), "states[0]"),
        ("DeliveryService/ListDeliveries", json!({"pushId": "x"}), "push_id"),
        ("DeliveryService/ClaimDelivery", json!({"requestId": "x", "id": request_id()}), "request_id"),
        ("DeliveryService/ClaimDelivery", json!({"requestId": request_id(), "id": "x"}), "id"),
        ("DeliveryService/BatchClaimDeliveries", json!({"requestId": request_id(), "ids": ["x"]}), "ids[0]"),
        ("DeliveryService/BatchClaimDeliveries", json!({"requestId": request_id()}), "ids"),
        ("DeliveryService/ReturnDelivery", back(55, ""), "code"),
        ("DeliveryService/ReturnDelivery", back(99, &"长".repeat(501)), "remark"),
        ("DeliveryService/ReturnDelivery", back(99, "说\u{202e}明"), "remark"),
        ("PushService/ListPushes", json!({"deliveryStates": [99]}), "delivery_states[0]"),
        ("SubjectService/GetSubject", json!({"id": "../../etc/passwd"}), "id"),
        ("SubjectService/ListSubjects", json!({"name": "某\u{0}"}), "name"),
        ("CalendarService/CloseDay", close("12.10.2026", "县府办", "台风"), "date"),
        ("CalendarService/CloseDay", close(TODAY, "", "台风"), "authority"),
        ("CalendarService/CloseDay", close(TODAY, &"县".repeat(65), "台风"), "authority"),
        ("CalendarService/CloseDay", close(TODAY, "县府办", "台\u{202e}风"), "reason"),
        ("CalendarService/ReopenDay", json!({"requestId": request_id()}), "date"),
        ("CalendarService/ExplainDate", json!({"start": TODAY, "workingDays": 251}), "working_days"),
        ("CalendarService/ExplainDate", json!({"start": "12.10.2026", "workingDays": 1}), "start"),
        ("DirectoryService/ListOfficials", json!({"unit": "x'; drop table"}), "unit"),
    ]
}

/// The same of the duty ledger.
fn refused_fields_of_duties() -> Vec<(&'static str, Value, &'static str)> {
    let late = |mut bad: Value| {
        bad["requestId"] = request_id().into();
        if bad.get("unit").is_none() {
            bad["id"] = request_id().into();
        }
        bad
    };
    vec![
        ("DutyService/GetDuty", json!({"id": "C2"}), "id"),
        ("DutyService/ListDuties", json!({"pageSize": -1}), "page_size"),
        ("DutyService/ListDuties", json!({"filter": {"lamps": [9]}}), "filter.lamps[0]"),
        ("DutyService/ListDuties", json!({"filter": {"kinds": ["C99"]}}), "filter.kinds[0]"),
        ("DutyService/CountDuties", json!({"owedBy": ["县局"]}), "owed_by[0]"),
        ("DutyService/ExplainLateness", late(json!({"text": "停\u{202e}电"})), "text"),
        ("DutyService/ExplainLateness", late(json!({"text": "长".repeat(1001)})), "text"),
        ("DutyService/RecordFinding", late(json!({"text": "理由成立。"})), "finding"),
        ("SupervisionLetterService/IssueLetter", late(json!({"unit": "县局"})), "unit"),
        ("SupervisionLetterService/IssueLetter", late(json!({"unit": RECIPIENT})), "duty_ids"),
        (
            "SupervisionLetterService/IssueLetter",
            late(json!({"unit": RECIPIENT, "dutyIds": [request_id()]})),
            "duty_ids[0]",
        ),
        (
            "SupervisionLetterService/IssueLetter",
            late(json!({"unit": RECIPIENT, "dutyIds": [request_id()], "workingDays": 21})),
            "working_days",
        ),
        ("SupervisionLetterService/ReplyToLetter", late(json!({"text": " "})), "text"),
        ("SupervisionLetterService/CloseLetter", late(json!({"text": "已办理。"})), "conclusion"),
        ("SupervisionLetterService/ListLetters", json!({"states": [9]}), "states[0]"),
        ("SupervisionLetterService/ListAnnouncements", json!({"kinds": [1, 9]}), "kinds[1]"),
        ("SupervisionLetterService/ListAnnouncements", json!({"units": ["县局"]}), "units[0]"),
        ("NoticeService/GetNotice", json!({"id": "1"}), "id"),
        ("NoticeService/ListNotices", json!({"levels": [9]}), "levels[0]"),
        ("NoticeService/MarkNoticesRead", json!({"requestId": request_id()}), "ids"),
        ("NoticeService/MarkNoticesRead", json!({"requestId": request_id(), "ids": ["x"]}), "ids[0]"),
        ("ReminderService/SimulateReminders", json!({"endTime": "2026-10-17T00:00:00Z"}), "start_time"),
        (
            "ReminderService/SimulateReminders",
            json!({"startTime": "2026-10-01T00:00:00Z", "endTime": "2026-11-17T00:00:00Z"}),
            "end_time",
        ),
    ]
}

/// The same of subscriptions.
fn refused_fields_of_rerouting() -> Vec<(&'static str, Value, &'static str)> {
    let silence = |end: &str, reason: &str| {
        let bad = json!({"requestId": request_id(), "endTime": end, "reason": reason});
        ("ReminderService/SilenceReminders", bad)
    };
    let deputy = |part: &str, value: &str| {
        let mut bad = json!({
            "requestId": request_id(), "deputy": "scjgj-01", "firstDay": "2026-10-20", "lastDay": "2026-10-21"
        });
        bad[part] = value.into();
        ("ReminderService/NameDeputy", bad)
    };
    let report = |bad: Value| ("NoticeService/ReportNotices", bad);
    let with = |(name, bad), field| (name, bad, field);
    vec![
        with(silence("2026-10-12T00:00:00Z", "系统切换"), "end_time"),
        with(silence("2026-12-12T00:00:00Z", "系统切换"), "end_time"),
        with(silence("2026-10-14T00:00:00Z", ""), "reason"),
        with(silence("2026-10-14T00:00:00Z", "切\u{202e}换"), "reason"),
        with(deputy("deputy", "zjj-01"), "deputy"),
        with(deputy("deputy", "scjgj-leader"), "deputy"),
        with(deputy("official", "scjgj-99"), "official"),
        with(deputy("firstDay", "2026-02-30"), "first_day"),
        with(deputy("firstDay", "2026-10-11"), "first_day"),
        with(deputy("lastDay", "2026-10-19"), "last_day"),
        with(deputy("lastDay", "2028-10-19"), "last_day"),
        with(report(json!({})), "end_time"),
        with(report(json!({"dutyId": "x"})), "duty_id"),
        with(
            report(json!({"startTime": "2025-01-01T00:00:00Z", "endTime": "2026-10-12T00:00:00Z"})),
            "end_time",
        ),
    ]
}

fn refused_fields_of_subscriptions() -> Vec<(&'static str, Value, &'static str)> {
    let new = |target: Value| {
        let bad = json!({"requestId": request_id(), "name": "业务系统", "target": target});
        ("SubscriptionService/CreateSubscription", bad)
    };
    let webhook = |url: &str| new(json!({"webhook": {"url": url, "signingKey": SIGNING_KEY}}));
    let good = json!({"webhook": {"url": "https://oa.example.gov.cn/", "signingKey": SIGNING_KEY}});
    let with = |(name, bad), field| (name, bad, field);
    let named = |part: &str, value: Value| {
        let (name, mut bad) = new(good.clone());
        bad[part] = value;
        (name, bad)
    };
    vec![
        with(named("name", "".into()), "name"),
        with(named("name", "名\u{202e}称".into()), "name"),
        with(named("levels", json!([9])), "levels[0]"),
        with(named("kinds", json!(["C99"])), "kinds[0]"),
        with(named("itemCodes", json!(["a", ""])), "item_codes[1]"),
        with(named("lamps", json!([1, 9])), "lamps[1]"),
        with(named("units", json!(["县局"])), "units[0]"),
        with(new(json!({"sms": {"phone": "19900000001"}})), "target.sms"),
        with(new(json!({})), "target"),
        with(webhook("ftp://oa.example.gov.cn/"), "target.webhook.url"),
        with(webhook("http://169.254.169.254/latest/meta-data"), "target.webhook.url"),
        with(webhook("https://10.0.0.1/"), "target.webhook.url"),
        with(webhook("https://user:word@oa.example.gov.cn/"), "target.webhook.url"),
        with(
            new(json!({"webhook": {"url": "https://oa.example.gov.cn/", "signingKey": "short"}})),
            "target.webhook.signing_key",
        ),
        with(new(json!({"email": {"address": "liaison@example.gov.cn"}})), "target.email"),
        with(new(json!({"robot": {"channel": "CHANNEL_EMAIL", "token": "t"}})), "target.robot.channel"),
        with(new(json!({"robot": {"channel": "CHANNEL_WECOM"}})), "target.robot.token"),
        with(
            new(json!({"robot": {"channel": "CHANNEL_FEISHU", "token": "../../x?y="}})),
            "target.robot.token",
        ),
        ("SubscriptionService/VerifySubscription", json!({"requestId": request_id(), "id": "x"}), "id"),
        (
            "SubscriptionService/RotateSigningKey",
            json!({"requestId": request_id(), "id": request_id(), "signingKey": "short"}),
            "signing_key",
        ),
        (
            "SubscriptionService/RecoverSubscription",
            json!({"requestId": request_id(), "id": request_id(), "since": "2026-08-01T00:00:00Z"}),
            "since",
        ),
        ("SubscriptionService/ListDispatches", json!({"subscriptionId": "x"}), "subscription_id"),
        ("SubscriptionService/ResendDispatch", json!({"requestId": "x", "id": request_id()}), "request_id"),
    ]
}

/// Uploads that are none, and why they are refused.
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_none_is_refused_as_a_whole() -> anyhow::Result<()> {
    let mut stage = Stage::for_test(MORNING).await?;
    let calls = Callers::of(&stage)?.approver.approval();
    let import = rpc("DecisionService/ImportDecisions");
    let id = request_id();
    let (header, chunk) =
        (json!({"header": {"requestId": id, "fileName": "x.csv"}}), json!({"chunk": "AAECAwQ="}));
    for (parts, reason, field) in [
        (vec![], "INVALID_FIELDS", "part"),
        (vec![chunk.clone()], "INVALID_FIELDS", "part"),
        (vec![header.clone(), header.clone()], "INVALID_FIELDS", "part"),
        (vec![json!({"header": {"fileName": "x.csv"}})], "INVALID_FIELDS", "header.request_id"),
        (
            vec![json!({"header": {"requestId": id, "fileName": "长".repeat(256)}})],
            "INVALID_FIELDS",
            "header.file_name",
        ),
        (
            vec![json!({"header": {"requestId": id, "format": 77}}), chunk.clone()],
            "INVALID_FIELDS",
            "header.format",
        ),
        (vec![header.clone()], "FILE_UNREADABLE", ""),
        (vec![header.clone(), chunk.clone()], "FILE_UNREADABLE", ""),
        (
            vec![json!({"header": {"requestId": id, "format": "IMPORT_FORMAT_XLSX"}}), chunk],
            "FILE_UNREADABLE",
            "",
        ),
    ] {
        let answer = ask(&calls, &import, parts.iter().map(|part| message(&import, part)).collect()).await;
        assert_eq!(
            (answer.code(), answer.reason().as_str()),
            (Code::InvalidArgument, reason),
            "{parts:?} {answer:?}"
        );
        assert!(field.is_empty() || answer.fields() == [field], "{parts:?}: {:?}", answer.fields());
        is_clear(&answer, "an upload");
    }
    no_fault_in_the_logs(&mut stage)
}

/// More than a message may hold: refused by its size, before it is read.
async fn too_large(callers: &Callers) {
    let mut huge = decision("B2");
    huge["decision"]["content"] = "长".repeat(2 * 1024 * 1024).into();
    let rpc = rpc("DecisionService/RecordDecision");
    let answer = ask(&callers.calls(&rpc), &rpc, vec![message(&rpc, &huge)]).await;
    assert_eq!((answer.code(), answer.reason().as_str()), (Code::InvalidArgument, "TOO_LARGE"));
    is_clear(&answer, "a request of 6 MiB");
}

/// An answer, or a refusal with a stable reason and a Chinese text; never a fault.
fn is_clear(answer: &Answer, what: &str) {
    if answer.code() == Code::Ok {
        return;
    }
    let refusal = [
        Code::InvalidArgument,
        Code::NotFound,
        Code::FailedPrecondition,
        Code::Aborted,
        Code::PermissionDenied,
    ];
    assert!(refusal.contains(&answer.code()), "{what}: {:?} {:?}", answer.code(), answer.status.message());
    let reason = proto::r#type::v1::ErrorReason::from_str_name(&format!("ERROR_REASON_{}", answer.reason()));
    assert!(reason.is_some(), "{what}: {:?} is no reason", answer.reason());
    assert!(
        answer.chinese().chars().any(|c| ('一'..='龥').contains(&c)),
        "{what}: no Chinese text in {answer:?}"
    );
}

fn no_fault_in_the_logs(stage: &mut Stage) -> anyhow::Result<()> {
    for (_, program) in stage.programs() {
        for line in program.log()?.lines() {
            assert!(!line.contains("panicked") && !line.contains("\"ERROR\""), "{line}");
        }
    }
    Ok(())
}
