//! Good requests of the joint meeting's RPCs.

use serde_json::{Value, json};

use super::requests::write;
use crate::{cast::SENDER, gathered::Gathered};

/// The body of a good request.
pub(super) fn of_meeting(name: &str, on_stage: &Gathered) -> Value {
    let Gathered { seat_change, topic, .. } = on_stage;
    match name {
        "RosterService/ProposeSeatChange" => write(json!({
            "role": "SEAT_ROLE_LIAISON", "post": "审批协调科科长", "firstDay": "2026-10-20", "reason": "岗位调整"
        })),
        "RosterService/RecordSeatChange" => write(json!({"id": seat_change})),
        "RosterService/DeclineSeatChange" => write(json!({"id": seat_change, "reason": "材料不全"})),
        "TopicService/ProposeTopic" => write(json!({
            "kind": "TOPIC_KIND_POLICY", "title": "审管衔接事项目录", "text": "请研究目录调整。", "units": [SENDER]
        })),
        "TopicService/SummariseTopic" => write(json!({"id": topic, "summary": "研究目录调整。"})),
        "TopicService/ReturnTopic" => write(json!({"id": topic, "reason": "请补充材料。"})),
        "TopicService/SubmitTopic" | "TopicService/ApproveTopic" => write(json!({"id": topic})),
        "TopicService/GetTopic" => json!({"id": topic}),
        name if name.starts_with("MeetingService/") => of_meetings(name, on_stage),
        name if name.starts_with("MinutesService/") => of_minutes(name, on_stage),
        name if name.starts_with("ResolutionService/") => of_resolutions(name, on_stage),
        "RosterService/ListSeats" | "RosterService/ListSeatChanges" | "TopicService/ListTopics" => json!({}),
        new => {
            panic!("{new} is new: say here what a good request of it is, and review its rows of the matrix")
        }
    }
}

fn of_meetings(name: &str, on_stage: &Gathered) -> Value {
    let Gathered { meeting, material, spare_topic, chief, convener, .. } = on_stage;
    match name {
        "MeetingService/PlanMeeting" => write(json!({
            "kind": "MEETING_KIND_TOPICAL", "title": "专题联席会议", "startTime": "2026-10-20T01:00:00Z",
            "place": "县政府会议室", "convenedBy": chief, "presidedBy": chief, "topicIds": [spare_topic]
        })),
        "MeetingService/DelegateMeeting" => write(json!({"id": meeting, "seat": convener})),
        "MeetingService/SendMaterial" => write(json!({
            "id": meeting, "name": "材料.txt", "mediaType": "text/plain", "content": "5p2Q5paZ"
        })),
        "MeetingService/AnswerInvitation" => {
            write(json!({"id": meeting, "answer": "INVITATION_ANSWER_ATTENDS"}))
        }
        "MeetingService/RescheduleMeeting" => write(json!({
            "id": meeting, "startTime": "2026-10-21T01:00:00Z", "reason": "会议室占用"
        })),
        "MeetingService/CancelMeeting" => write(json!({"id": meeting, "reason": "另行通知"})),
        "MeetingService/OpenMeeting" => write(json!({"id": meeting, "lateMaterialsAgreed": true})),
        "MeetingService/InviteToMeeting" | "MeetingService/SignIn" => write(json!({"id": meeting})),
        "MeetingService/GetMeeting" | "MeetingService/GetInvitation" => json!({"id": meeting}),
        "MeetingService/GetMaterial" => json!({"id": material}),
        "MeetingService/ListMeetings" => json!({}),
        new => {
            panic!("{new} is new: say here what a good request of it is, and review its rows of the matrix")
        }
    }
}

fn of_minutes(name: &str, on_stage: &Gathered) -> Value {
    let Gathered { drafted, circulated, signed, minuted, .. } = on_stage;
    match name {
        "MinutesService/DraftMinutes" => {
            write(json!({"meetingId": drafted, "content": {"opening": "会议听取了汇报。"}, "baseVersion": 1}))
        }
        "MinutesService/CirculateMinutes" => {
            write(json!({"meetingId": drafted, "commentsUntil": "2026-10-20", "version": 1}))
        }
        "MinutesService/CommentOnMinutes" => write(json!({"meetingId": circulated, "text": "无意见。"})),
        "MinutesService/ApproveMinutes" => write(json!({"meetingId": circulated, "version": 1})),
        "MinutesService/IssueMinutes" => write(json!({"meetingId": signed, "version": 1})),
        "MinutesService/GetMinutes" => json!({"meetingId": minuted}),
        "MinutesService/GetMinutesDocument" => {
            json!({"meetingId": minuted, "format": "DOCUMENT_FORMAT_DOCX"})
        }
        new => {
            panic!("{new} is new: say here what a good request of it is, and review its rows of the matrix")
        }
    }
}

fn of_resolutions(name: &str, on_stage: &Gathered) -> Value {
    let Gathered { resolution, submitted, extension, bulletin, .. } = on_stage;
    match name {
        "ResolutionService/ReportProgress" => write(json!({"id": resolution, "text": "已完成初稿。"})),
        "ResolutionService/SubmitResolution" => write(json!({"id": resolution, "evidence": "已印发。"})),
        "ResolutionService/AcceptResolution" => write(json!({"id": submitted})),
        "ResolutionService/ReopenResolution" => write(json!({"id": submitted, "reason": "缺少附件。"})),
        "ResolutionService/ReassignResolution" => {
            write(json!({"id": resolution, "leadUnit": SENDER, "dueOn": "2026-12-15", "reason": "机构改革"}))
        }
        "ResolutionService/RequestExtension" => {
            write(json!({"id": resolution, "to": "2026-12-15", "reason": "需对接。"}))
        }
        "ResolutionService/DecideExtension" => write(json!({"id": extension, "granted": true})),
        "ResolutionService/GetResolution" => json!({"id": resolution}),
        "ResolutionService/GetBulletin" => json!({"id": bulletin}),
        "ResolutionService/IssueBulletin" => write(json!({})),
        "ResolutionService/ListResolutions" | "ResolutionService/ListBulletins" => json!({}),
        new => {
            panic!("{new} is new: say here what a good request of it is, and review its rows of the matrix")
        }
    }
}

/// What an answer about minutes, a resolution or a bulletin holds when it shows it.
pub(super) fn shown_of_minutes<'a>(name: &str, on_stage: &'a Gathered) -> Option<&'a str> {
    Some(match name {
        "MinutesService/DraftMinutes" | "MinutesService/CirculateMinutes" => &on_stage.drafted,
        "MinutesService/ApproveMinutes" => &on_stage.circulated,
        "MinutesService/IssueMinutes" => &on_stage.signed,
        "MinutesService/GetMinutes" => &on_stage.minuted,
        "ResolutionService/AcceptResolution" | "ResolutionService/ReopenResolution" => &on_stage.submitted,
        "ResolutionService/DecideExtension" => &on_stage.extension,
        // A comment does not repeat the meeting, and a document is a file; a bulletin is told to every unit.
        "MinutesService/CommentOnMinutes"
        | "MinutesService/GetMinutesDocument"
        | "ResolutionService/GetBulletin"
        | "ResolutionService/ListBulletins" => return None,
        _ => &on_stage.resolution,
    })
}
