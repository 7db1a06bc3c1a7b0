//! A meeting is shown with who is invited, what was sent, and every step of its course.

use client::words::{agreement, due, instant, yes};
use proto::meeting::v1::{
    GetInvitationResponse, GetMeetingResponse, InviteToMeetingResponse, Material, Meeting, MeetingStep,
    Participant, PlanMeetingResponse, SendMaterialResponse,
};

use crate::output::{Row, Show, rows, sheet};

impl Row<8> for Meeting {
    const HEAD: [&'static str; 8] =
        ["编号", "类别", "会议名称", "开会时间", "地点", "议题数", "状态", "材料迟发"];

    fn row(&self) -> [String; 8] {
        [
            self.id.clone(),
            self.kind().zh().to_owned(),
            self.title.clone(),
            instant(self.start_time.as_ref()),
            self.place.clone(),
            self.topic_ids.len().to_string(),
            self.state().zh().to_owned(),
            yes(self.materials_late),
        ]
    }
}

impl Show for Meeting {
    fn sheet(&self) -> String {
        let delegation = self.delegation.clone().unwrap_or_default();
        let materials = self.materials_deadline.as_ref();
        sheet([
            ("编号", self.id.clone()),
            ("类别", self.kind().zh().to_owned()),
            ("会议名称", self.title.clone()),
            ("开会时间", instant(self.start_time.as_ref())),
            ("地点", self.place.clone()),
            ("召集席位", self.convened_by.clone()),
            ("主持席位", self.presided_by.clone()),
            ("受托主持席位", delegation.seat),
            ("委托人", delegation.official),
            ("委托时间", instant(delegation.time.as_ref())),
            ("议题", self.topic_ids.join("、")),
            ("状态", self.state().zh().to_owned()),
            ("状态时间", instant(self.state_time.as_ref())),
            ("经办人", self.state_by.clone()),
            ("取消原因", self.cancel_reason.clone()),
            ("材料发送期限", materials.map_or_else(String::new, |deadline| due(Some(deadline)))),
            ("期限说明", materials.map_or_else(String::new, |deadline| deadline.explanation.clone())),
            ("材料迟发", yes(self.materials_late)),
            ("成员对迟发、未发材料", agreement(self.late_materials_agreed)),
            ("改期次数", times(self.reschedule_count)),
        ])
    }
}

impl Show for GetMeetingResponse {
    fn sheet(&self) -> String {
        let meeting = self.meeting.clone().unwrap_or_default().sheet();
        format!("{meeting}\n{}\n{}\n{}", rows(&self.participants), rows(&self.materials), rows(&self.steps))
    }
}

/// The meeting, and whom it would be told to.
impl Show for PlanMeetingResponse {
    fn sheet(&self) -> String {
        format!("{}\n{}", self.meeting.clone().unwrap_or_default().sheet(), rows(&self.participants))
    }
}

impl Show for InviteToMeetingResponse {
    fn sheet(&self) -> String {
        format!("{}\n{}", self.meeting.clone().unwrap_or_default().sheet(), rows(&self.participants))
    }
}

impl Row<7> for Participant {
    const HEAD: [&'static str; 7] =
        ["参会者编号", "参会类别", "单位", "答复", "请假原因、代表职务", "签到时间", "到会人员职务"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.kind().zh().to_owned(),
            whose(self),
            self.answer().zh().to_owned(),
            format!("{}{}", self.leave_reason, self.stand_in_post),
            instant(self.sign_in_time.as_ref()),
            self.signed_in_post.clone(),
        ]
    }
}

impl Show for Participant {
    fn sheet(&self) -> String {
        sheet([
            ("编号", self.id.clone()),
            ("参会类别", self.kind().zh().to_owned()),
            ("单位", whose(self)),
            ("答复", self.answer().zh().to_owned()),
            ("请假原因", self.leave_reason.clone()),
            ("代表职务", self.stand_in_post.clone()),
            ("答复人", self.answered_by.clone()),
            ("答复时间", instant(self.answer_time.as_ref())),
            ("签到时间", instant(self.sign_in_time.as_ref())),
            ("到会人员职务", self.signed_in_post.clone()),
            ("签到登记人", self.signed_in_by.clone()),
        ])
    }
}

impl Row<6> for Material {
    const HEAD: [&'static str; 6] = ["材料编号", "文件", "字节", "议题", "发送时间", "迟发"];

    fn row(&self) -> [String; 6] {
        [
            self.id.clone(),
            self.name.clone(),
            self.size.to_string(),
            about(self),
            instant(self.send_time.as_ref()),
            yes(self.late),
        ]
    }
}

impl Show for Material {
    fn sheet(&self) -> String {
        sheet([
            ("编号", self.id.clone()),
            ("文件", self.name.clone()),
            ("类型", self.media_type.clone()),
            ("字节", self.size.to_string()),
            ("SHA-256", self.sha256.clone()),
            ("议题", about(self)),
            ("发送时间", instant(self.send_time.as_ref())),
            ("发送人", self.sent_by.clone()),
            ("迟发", yes(self.late)),
        ])
    }
}

impl Show for SendMaterialResponse {
    fn sheet(&self) -> String {
        let material = self.material.clone().unwrap_or_default();
        if material.late {
            let warning = "材料在会前不足一个工作日发送，已标为迟发；召开时须说明成员是否同意";
            format!("{}\n{warning}", material.sheet())
        } else {
            material.sheet()
        }
    }
}

impl Show for GetInvitationResponse {
    fn sheet(&self) -> String {
        // The line feed that ends the entry is printed with it.
        self.ics.trim_end_matches('\n').to_owned()
    }
}

impl Row<5> for MeetingStep {
    const HEAD: [&'static str; 5] = ["办理过程", "经办人", "时间", "当时的开会时间", "原因"];

    fn row(&self) -> [String; 5] {
        [
            self.act().zh().to_owned(),
            self.official.clone(),
            instant(self.time.as_ref()),
            instant(self.start_time.as_ref()),
            self.reason.clone(),
        ]
    }
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
