//! Minutes are shown with who was there, and each part that says something.

use std::iter;

use client::words::{instant, yes};
use proto::meeting::v1::{
    Attendance, Attendee, GetMinutesDocumentResponse, GetMinutesResponse, IssueMinutesResponse, Minutes,
    MinutesComment, MinutesContent, MinutesMatter, ResolutionDraft, RulingDraft,
};

use crate::output::{Row, Show, alone, rows, sheet, table};

impl Show for Minutes {
    fn sheet(&self) -> String {
        let content = self.content.clone().unwrap_or_default();
        let head = sheet([
            ("会议", self.meeting_id.clone()),
            ("文号", self.number.clone()),
            ("版本", format!("第{}版", self.version)),
            ("状态", self.state().zh().to_owned()),
            ("状态时间", instant(self.state_time.as_ref())),
            ("经办人", self.state_by.clone()),
            ("意见截止日", self.comments_until.clone()),
            ("已有新版", yes(self.superseded)),
            ("签发人", self.approved_by.clone()),
            ("起草人", self.drafted_by.clone()),
            ("起草时间", instant(self.draft_time.as_ref())),
            ("会议情况", content.opening.clone()),
        ]);
        let there = self.attendance.as_ref().map(Show::sheet);
        iter::once(head).chain(there).chain(parts(&content)).collect::<Vec<_>>().join("\n\n")
    }
}

/// The minutes, and what units said of them.
impl Show for GetMinutesResponse {
    fn sheet(&self) -> String {
        let minutes = self.minutes.clone().unwrap_or_default().sheet();
        if self.comments.is_empty() { minutes } else { format!("{minutes}\n\n{}", rows(&self.comments)) }
    }
}

/// The minutes, and the resolutions that came of them.
impl Show for IssueMinutesResponse {
    fn sheet(&self) -> String {
        let minutes = self.minutes.clone().unwrap_or_default().sheet();
        if self.resolution_ids.is_empty() {
            return minutes;
        }
        let numbered = (1..).zip(&self.resolution_ids);
        let ids = numbered.map(|(number, id): (usize, _)| [number.to_string(), id.clone()]);
        format!("{minutes}\n\n{}", table(["事项序号", "议定事项编号"], ids))
    }
}

impl Show for GetMinutesDocumentResponse {
    fn sheet(&self) -> String {
        sheet([("文件名", self.name.clone()), ("类型", self.media_type.clone())])
    }
}

/// Who was there and who was not.
impl Show for Attendance {
    fn sheet(&self) -> String {
        sheet([
            ("出席", all(&self.attended)),
            ("请假", all(&self.on_leave)),
            ("缺席", all(&self.absent)),
            ("列席", all(&self.sat_in)),
        ])
    }
}

fn all(attendees: &[Attendee]) -> String {
    let one = |attendee: &Attendee| {
        let who = if attendee.unit.is_empty() { &attendee.organisation } else { &attendee.unit };
        if attendee.post.is_empty() { who.clone() } else { format!("{who}（{}）", attendee.post) }
    };
    attendees.iter().map(one).collect::<Vec<_>>().join("、")
}

impl Row<5> for MinutesComment {
    const HEAD: [&'static str; 5] = ["单位", "经办人", "版本", "意见", "时间"];

    fn row(&self) -> [String; 5] {
        [
            self.unit.clone(),
            self.official.clone(),
            format!("第{}版", self.version),
            self.text.clone(),
            instant(self.time.as_ref()),
        ]
    }
}

impl Show for MinutesComment {
    fn sheet(&self) -> String {
        alone(self)
    }
}

fn parts(content: &MinutesContent) -> impl Iterator<Item = String> {
    let matters = (!content.matters.is_empty()).then(|| matters(&content.matters));
    let resolutions = (!content.resolutions.is_empty()).then(|| resolutions(&content.resolutions));
    let rulings = (!content.rulings.is_empty()).then(|| rows(&content.rulings));
    [matters, resolutions, rulings].into_iter().flatten()
}

/// What was said of each topic, in its paragraphs.
fn matters(matters: &[MinutesMatter]) -> String {
    let topics: Vec<_> = matters.iter().map(|matter| format!("议题 {}", matter.topic_id)).collect();
    sheet(topics.iter().map(String::as_str).zip(matters.iter().map(|matter| matter.text.clone())))
}

/// Their numbers are those of their order.
fn resolutions(drafts: &[ResolutionDraft]) -> String {
    table(
        ["序号", "类别", "事项", "牵头单位", "配合单位", "办理期限", "议题"],
        (1..).zip(drafts).map(|(number, draft): (usize, _)| {
            [
                number.to_string(),
                draft.kind().zh().to_owned(),
                draft.text.clone(),
                draft.lead_unit.clone(),
                draft.co_units.join("、"),
                draft.due_on.clone(),
                draft.topic_id.clone(),
            ]
        }),
    )
}

impl Row<5> for RulingDraft {
    const HEAD: [&'static str; 5] = ["类别", "意见", "指派单位", "说明", "议题"];

    fn row(&self) -> [String; 5] {
        [
            self.kind().zh().to_owned(),
            self.text.clone(),
            self.unit.clone(),
            self.note.clone(),
            self.topic_id.clone(),
        ]
    }
}
