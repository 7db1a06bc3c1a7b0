//! A good request for each RPC: about what is on the stage, and changing nothing.

use prost::Message;
use prost_reflect::{DynamicMessage, MethodDescriptor};
use proto::approval::v1::{ImportDecisionsRequest, ImportHeader, import_decisions_request::Part};
use scenarios::stage::Stage;
use serde_json::{Value, json};

use super::of_meeting::{of_meeting, shown_of_minutes};
use crate::{
    asked::{Answer, ask, message, name_of, rpc},
    cast::{Cast, SENDER, request_id},
    played::{LATER, Played, RECIPIENT, Row, SIGNING_KEY, TODAY, decision, play, publicity_file},
};

const CALENDAR: &str = include_str!("../../../../crates/workdays/data/calendar/2026.toml");

/// A day that is closed, far from every clock.
const CLOSED: &str = "2026-12-30";

/// What requests are about.
pub(crate) struct Scene {
    pub(crate) played: Played,
    item: Value,
    map: Value,
    key: String,
}

impl Scene {
    /// Plays what requests are about.
    pub(crate) async fn set(stage: &Stage) -> anyhow::Result<Self> {
        let played = play(stage).await?;
        let spare = Cast::of(stage)?.pin(SENDER, "spare", &[]).await?;
        Cast::of(stage)?.close(CLOSED).await?;
        let read = async |name: &str, request: Value, part: &str| -> anyhow::Result<Value> {
            let rpc = rpc(name);
            let approval = stage.bureau(SENDER, Some("xzspj-01"))?.approval();
            let answer = ask(&approval, &rpc, vec![message(&rpc, &request)]).await;
            let said: Value = serde_json::from_str(&answer.said[0])?;
            Ok(said[part].clone())
        };
        let item = read("CatalogueService/GetItem", json!({"code": "XK3713220002"}), "item").await?;
        let map = read("CatalogueService/GetResponsibilityMap", json!({}), "map").await?;
        Ok(Self { played, item, map, key: spare.fingerprint })
    }
}

/// The messages of a good request. Whoever adds an RPC adds a line here, and reviews its rows of the table.
pub(crate) fn request(rpc: &MethodDescriptor, scene: &Scene, object: &str) -> Vec<DynamicMessage> {
    if rpc.name() == "ImportDecisions" {
        return import(rpc);
    }
    vec![message(rpc, &body(rpc, scene, object))]
}

fn body(rpc: &MethodDescriptor, scene: &Scene, object: &str) -> Value {
    let Played { decision: decided, unrouted, push, delivery, subject, .. } = &scene.played;
    let package = rpc.parent_service().package_name().to_owned();
    let area = package.split('.').nth(1).unwrap_or_default();
    match name_of(rpc).as_str() {
        "DirectoryService/ListOfficials" if object == "other" => json!({"unit": SENDER}),
        "DirectoryService/SaveUnit" => write(json!({"unit": {
            "code": "ceshi", "name": "测试单位", "uscc": "12371322YYYY00071M", "kind": "UNIT_KIND_OTHER", "active": true
        }})),
        "DirectoryService/SaveOfficial" => write(json!({"official": {
            "id": "scjgj-99", "unit": RECIPIENT, "label": "岗位", "roles": ["ROLE_CLAIMANT"], "active": true
        }})),
        "DirectoryService/PinCertificateKey" => write(json!({"key": {
            "fingerprint": "ab".repeat(32), "unit": RECIPIENT, "system": "业务系统", "roles": ["ROLE_CLAIMANT"]
        }})),
        "DirectoryService/RevokeCertificateKey" => write(json!({"fingerprint": scene.key})),
        "CatalogueService/GetItem" => json!({"code": "XK3713220002"}),
        "CatalogueService/SaveItem" => write(json!({"item": scene.item})),
        "CatalogueService/PublishResponsibilityMap" => write(json!({
            "effectiveFrom": LATER, "legalBasis": "县审改办〔2026〕1号", "responsibilities": scene.map["responsibilities"]
        })),
        "CatalogueService/ExplainRoute" => json!({"itemCode": "XK3713220002", "decidedOn": TODAY}),
        "CalendarService/LoadCalendarYear" => write(json!({"data": CALENDAR})),
        "CalendarService/CloseDay" => write(json!({
            "date": "2026-12-31", "authority": "县防汛抗旱指挥部", "reason": "台风停工"
        })),
        "CalendarService/ReopenDay" => write(json!({"date": CLOSED})),
        "CalendarService/ExplainDate" => json!({"start": TODAY, "workingDays": 3}),
        "DecisionService/RecordDecision" => write(decision("M1")),
        "DecisionService/GetDecision" => json!({"id": decided, "revealPersonal": true}),
        "DecisionService/ResolveDecision" => write(json!({"id": unrouted, "itemCode": "XK3713220002"})),
        "DecisionService/CompleteDecision" => write(json!({"id": decided, "caseNumber": "BJ1"})),
        "PushService/GetPush" => json!({"id": push}),
        "DeliveryService/GetDelivery" => json!({"id": delivery, "revealPersonal": true}),
        "DeliveryService/ClaimDelivery" => write(json!({"id": delivery})),
        "DeliveryService/BatchClaimDeliveries" => write(json!({"ids": [delivery]})),
        "DeliveryService/ReturnDelivery" => write(json!({"id": delivery, "code": "RETURN_CODE_DUPLICATE"})),
        "SubjectService/GetSubject" => json!({"id": subject}),
        name if area == "notification" => of_notification(name, &scene.played),
        name if area == "meeting" => of_meeting(name, &scene.played.gathered),
        "MailboxService/ReplayParkedMessage" => write(json!({"id": request_id()})),
        "DirectoryService/ListUnits"
        | "DirectoryService/ListOfficials"
        | "DirectoryService/ListCertificateKeys"
        | "CatalogueService/ListItems"
        | "CatalogueService/GetResponsibilityMap"
        | "CalendarService/ListCalendarYears"
        | "CalendarService/ListClosures"
        | "DecisionService/ListDecisions"
        | "PushService/ListPushes"
        | "DeliveryService/ListDeliveries"
        | "DeliveryService/WatchDeliveries"
        | "SubjectService/ListSubjects"
        | "MailboxService/GetMailboxStatus"
        | "MailboxService/ListParkedMessages" => json!({}),
        new => {
            panic!("{new} is new: say here what a good request of it is, and review its rows of the matrix")
        }
    }
}

fn of_notification(
    name: &str,
    Played { duty, notice, subscription, dispatch, letter, silence, deputy, .. }: &Played,
) -> Value {
    match name {
        "SubscriptionService/CreateSubscription" => write(json!({
            "name": "第二系统", "target": {"webhook": {"url": "https://oa.example.gov.cn/hook", "signingKey": SIGNING_KEY}}
        })),
        "SubscriptionService/VerifySubscription" => write(json!({"id": subscription, "code": "000000"})),
        "SubscriptionService/RotateSigningKey" => {
            write(json!({"id": subscription, "signingKey": SIGNING_KEY}))
        }
        "SubscriptionService/RecoverSubscription" => write(json!({
            "id": subscription, "since": "2026-10-13T00:00:00Z"
        })),
        "SubscriptionService/DisableSubscription"
        | "SubscriptionService/EnableSubscription"
        | "SubscriptionService/TestSubscription" => write(json!({"id": subscription})),
        "SupervisionLetterService/IssueLetter" => write(json!({"unit": RECIPIENT, "dutyIds": [duty]})),
        "SupervisionLetterService/ReplyToLetter" => write(json!({"id": letter, "text": "已办理。"})),
        "SupervisionLetterService/CloseLetter" => write(json!({
            "id": letter, "conclusion": "LETTER_CONCLUSION_RECTIFIED", "text": "已办理。"
        })),
        "SupervisionLetterService/GetLetter" => json!({"id": letter}),
        "SubscriptionService/GetDispatch" => json!({"id": dispatch}),
        "SubscriptionService/ResendDispatch" => write(json!({"id": dispatch})),
        "NoticeService/GetNotice" => json!({"id": notice}),
        "NoticeService/MarkNoticesRead" => write(json!({"ids": [notice]})),
        "ReminderService/SimulateReminders" | "NoticeService/ReportNotices" => json!({
            "startTime": "2026-10-12T00:00:00Z", "endTime": "2026-10-17T00:00:00Z"
        }),
        "ReminderService/SilenceReminders" => write(json!({
            "endTime": format!("{LATER}T16:00:00Z"), "reason": "系统切换"
        })),
        "ReminderService/EndSilence" => write(json!({"id": silence})),
        "ReminderService/NameDeputy" => write(json!({
            "official": "scjgj-02", "deputy": "scjgj-01", "firstDay": "2026-10-20", "lastDay": "2026-10-21"
        })),
        "ReminderService/EndDeputy" => write(json!({"id": deputy})),
        "DutyService/GetDuty" => json!({"id": duty}),
        "DutyService/ExplainLateness" => write(json!({"id": duty, "text": "因台风停电。"})),
        "DutyService/RecordFinding" => write(json!({
            "id": duty, "finding": "FINDING_OUTAGE", "text": "平台故障期间。"
        })),
        "NoticeService/ListNotices"
        | "NoticeService/WatchNotices"
        | "ReminderService/ListSilences"
        | "ReminderService/ListDeputies"
        | "SubscriptionService/PreviewMessages"
        | "SubscriptionService/ListSubscriptions"
        | "SubscriptionService/ListDispatches"
        | "SupervisionLetterService/ListLetters"
        | "SupervisionLetterService/ListAnnouncements"
        | "ReminderService/ListReminderPlans"
        | "DutyService/ListDutyKinds"
        | "DutyService/ListDuties"
        | "DutyService/CountDuties"
        | "DutyService/WatchDuties" => json!({}),
        new => {
            panic!("{new} is new: say here what a good request of it is, and review its rows of the matrix")
        }
    }
}

/// What an answer about an object holds when it shows it; `None` for what belongs to nobody.
pub(crate) fn shown<'a>(rpc: &MethodDescriptor, scene: &'a Scene) -> Option<&'a str> {
    let played = &scene.played;
    match name_of(rpc).as_str() {
        "DecisionService/ResolveDecision" => Some(&played.unrouted),
        "DecisionService/GetDecision"
        | "DecisionService/ListDecisions"
        | "DecisionService/CompleteDecision" => Some(&played.decision),
        "PushService/GetPush" | "PushService/ListPushes" => Some(&played.push),
        // Repeats the ids that were asked; makes a new one.
        "DeliveryService/BatchClaimDeliveries"
        | "SubscriptionService/CreateSubscription"
        | "SubscriptionService/RecoverSubscription"
        | "SubscriptionService/PreviewMessages"
        | "SupervisionLetterService/IssueLetter"
        | "ReminderService/SilenceReminders"
        | "ReminderService/NameDeputy"
        | "RosterService/ListSeats"
        | "RosterService/ProposeSeatChange"
        | "TopicService/ProposeTopic"
        | "MeetingService/PlanMeeting"
        | "ResolutionService/IssueBulletin"
        | "ResolutionService/RequestExtension" => None,
        "ReminderService/EndSilence" | "ReminderService/ListSilences" => Some(&played.silence),
        "ReminderService/EndDeputy" | "ReminderService/ListDeputies" => Some(&played.deputy),
        "SubjectService/GetSubject" | "SubjectService/ListSubjects" => Some(&played.subject),
        "DutyService/GetDuty" | "DutyService/ListDuties" | "DutyService/WatchDuties" => Some(&played.duty),
        "NoticeService/GetNotice"
        | "NoticeService/ListNotices"
        | "NoticeService/WatchNotices"
        | "NoticeService/ReportNotices" => Some(&played.notice),
        "MeetingService/GetMaterial" => Some(&played.gathered.material),
        name if name.starts_with("MeetingService/") => Some(&played.gathered.meeting),
        name if name.starts_with("MinutesService/") || name.starts_with("ResolutionService/") => {
            shown_of_minutes(name, &played.gathered)
        }
        name if name.starts_with("TopicService/") => Some(&played.gathered.topic),
        name if name.starts_with("RosterService/") => Some(&played.gathered.seat_change),
        "SupervisionLetterService/ListAnnouncements" => Some(&played.gathered.announcement),
        name if name.starts_with("SupervisionLetterService/") => Some(&played.letter),
        "SubscriptionService/ListDispatches" | "SubscriptionService/GetDispatch" => Some(&played.dispatch),
        name if name.starts_with("SubscriptionService/") => Some(&played.subscription),
        name if name.starts_with("DeliveryService/") => Some(&played.delivery),
        _ => None,
    }
}

/// The reason why the only item of a batch was refused.
pub(crate) fn refused_item(answer: &Answer) -> Option<String> {
    let said: Value = serde_json::from_str(answer.said.first()?).ok()?;
    said["results"][0]["reason"].as_str().map(ToOwned::to_owned)
}

/// Only checked, nothing is changed: the order of calls does not matter.
pub(super) fn write(mut request: Value) -> Value {
    request["requestId"] = request_id().into();
    request["validateOnly"] = true.into();
    request
}

fn import(rpc: &MethodDescriptor) -> Vec<DynamicMessage> {
    let row = Row {
        name: "示例戊".to_owned(),
        id_number: "37132218990101003X".to_owned(),
        certificate: "食品生产许可证",
        number: "M2".to_owned(),
    };
    let header = ImportHeader {
        file_name: "m.csv".to_owned(),
        validate_only: true,
        request_id: request_id(),
        ..ImportHeader::default()
    };
    [Part::Header(header), Part::Chunk(publicity_file(&[row]).into())]
        .map(|part| ImportDecisionsRequest { part: Some(part) }.encode_to_vec())
        .map(|bytes| DynamicMessage::decode(rpc.input(), bytes.as_slice()).expect("a part"))
        .to_vec()
}
