//! How people see meetings.

use proto::meeting::v1::{
    GetMeetingResponse, InviteToMeetingResponse, Material, Meeting, MeetingStep, Participant,
    PlanMeetingResponse, SendMaterialResponse,
};

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(meetings: &[Meeting]) -> String {
    table(
        ["编号", "类别", "会议名称", "开会时间", "地点", "议题数", "状态", "材料迟发"],
        meetings.iter().map(|meeting| {
            [
                meeting.id.clone(),
                words::meeting_kind(meeting.kind()).to_owned(),
                meeting.title.clone(),
                words::instant(meeting.start_time.as_ref()),
                meeting.place.clone(),
                meeting.topic_ids.len().to_string(),
                words::meeting_state(meeting.state()).to_owned(),
                words::yes(meeting.materials_late),
            ]
        }),
    )
}

/// One meeting.
pub(super) fn meeting(meeting: &Meeting) -> String {
    let delegation = meeting.delegation.clone().unwrap_or_default();
    let materials = meeting.materials_deadline.as_ref();
    sheet([
        ("编号", meeting.id.clone()),
        ("类别", words::meeting_kind(meeting.kind()).to_owned()),
        ("会议名称", meeting.title.clone()),
        ("开会时间", words::instant(meeting.start_time.as_ref())),
        ("地点", meeting.place.clone()),
        ("召集席位", meeting.convened_by.clone()),
        ("主持席位", meeting.presided_by.clone()),
        ("受托主持席位", delegation.seat),
        ("委托人", delegation.official),
        ("委托时间", words::instant(delegation.time.as_ref())),
        ("议题", meeting.topic_ids.join("、")),
        ("状态", words::meeting_state(meeting.state()).to_owned()),
        ("状态时间", words::instant(meeting.state_time.as_ref())),
        ("经办人", meeting.state_by.clone()),
        ("取消原因", meeting.cancel_reason.clone()),
        ("材料发送期限", materials.map_or_else(String::new, |deadline| words::due(Some(deadline)))),
        ("期限说明", materials.map_or_else(String::new, |deadline| deadline.explanation.clone())),
        ("材料迟发", words::yes(meeting.materials_late)),
        ("成员对迟发、未发材料", words::agreement(meeting.late_materials_agreed).to_owned()),
        ("改期次数", times(meeting.reschedule_count)),
    ])
}

/// One meeting, who is invited, what was sent, and every step.
pub(super) fn whole(answer: &GetMeetingResponse) -> String {
    let head = meeting(&answer.meeting.clone().unwrap_or_default());
    format!(
        "{head}\n{}\n{}\n{}",
        participants(&answer.participants),
        materials(&answer.materials),
        steps(&answer.steps)
    )
}

/// A meeting that was just planned, and whom it would be told to.
pub(super) fn planned(answer: &PlanMeetingResponse) -> String {
    with_participants(answer.meeting.as_ref(), &answer.participants)
}

/// A meeting to which everybody is invited.
pub(super) fn invited(answer: &InviteToMeetingResponse) -> String {
    with_participants(answer.meeting.as_ref(), &answer.participants)
}

/// One participant.
pub(super) fn participant(participant: &Participant) -> String {
    sheet([
        ("编号", participant.id.clone()),
        ("参会类别", words::participant_kind(participant.kind()).to_owned()),
        ("单位", whose(participant)),
        ("答复", words::invitation_answer(participant.answer()).to_owned()),
        ("请假原因", participant.leave_reason.clone()),
        ("代表职务", participant.stand_in_post.clone()),
        ("答复人", participant.answered_by.clone()),
        ("答复时间", words::instant(participant.answer_time.as_ref())),
        ("签到时间", words::instant(participant.sign_in_time.as_ref())),
        ("到会人员职务", participant.signed_in_post.clone()),
        ("签到登记人", participant.signed_in_by.clone()),
    ])
}

/// One material.
pub(super) fn material(material: &Material) -> String {
    sheet([
        ("编号", material.id.clone()),
        ("文件", material.name.clone()),
        ("类型", material.media_type.clone()),
        ("字节", material.size.to_string()),
        ("SHA-256", material.sha256.clone()),
        ("议题", about(material)),
        ("发送时间", words::instant(material.send_time.as_ref())),
        ("发送人", material.sent_by.clone()),
        ("迟发", words::yes(material.late)),
    ])
}

/// A material that was just sent.
pub(super) fn sent(answer: &SendMaterialResponse) -> String {
    let sheet = material(&answer.material.clone().unwrap_or_default());
    if answer.material.as_ref().is_some_and(|material| material.late) {
        format!("{sheet}\n材料在会前不足一个工作日发送，已标为迟发；召开时须说明成员是否同意")
    } else {
        sheet
    }
}

fn with_participants(meeting_of: Option<&Meeting>, all: &[Participant]) -> String {
    format!("{}\n{}", meeting(&meeting_of.cloned().unwrap_or_default()), participants(all))
}

fn participants(participants: &[Participant]) -> String {
    table(
        ["参会者编号", "参会类别", "单位", "答复", "请假原因、代表职务", "签到时间", "到会人员职务"],
        participants.iter().map(|participant| {
            [
                participant.id.clone(),
                words::participant_kind(participant.kind()).to_owned(),
                whose(participant),
                words::invitation_answer(participant.answer()).to_owned(),
                format!("{}{}", participant.leave_reason, participant.stand_in_post),
                words::instant(participant.sign_in_time.as_ref()),
                participant.signed_in_post.clone(),
            ]
        }),
    )
}

fn materials(materials: &[Material]) -> String {
    table(
        ["材料编号", "文件", "字节", "议题", "发送时间", "迟发"],
        materials.iter().map(|material| {
            [
                material.id.clone(),
                material.name.clone(),
                material.size.to_string(),
                about(material),
                words::instant(material.send_time.as_ref()),
                words::yes(material.late),
            ]
        }),
    )
}

fn steps(steps: &[MeetingStep]) -> String {
    table(
        ["办理过程", "经办人", "时间", "当时的开会时间", "原因"],
        steps.iter().map(|step| {
            [
                words::meeting_act(step.act()).to_owned(),
                step.official.clone(),
                words::instant(step.time.as_ref()),
                words::instant(step.start_time.as_ref()),
                step.reason.clone(),
            ]
        }),
    )
}

/// The unit, or where an expert or a lawyer comes from.
fn whose(participant: &Participant) -> String {
    if participant.unit.is_empty() { participant.organisation.clone() } else { participant.unit.clone() }
}

fn about(material: &Material) -> String {
    if material.topic_id.is_empty() { "全部议题".to_owned() } else { material.topic_id.clone() }
}

/// Empty for never.
fn times(count: i32) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}
