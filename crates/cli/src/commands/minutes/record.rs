//! How people see minutes.

use std::{iter, slice};

use proto::meeting::v1::{
    Attendance, Attendee, GetMinutesDocumentResponse, GetMinutesResponse, IssueMinutesResponse, Minutes,
    MinutesComment, MinutesContent, MinutesMatter, ResolutionDraft, RulingDraft,
};

use crate::{
    output::{sheet, table},
    words,
};

/// One version.
pub(super) fn minutes(minutes: &Minutes) -> String {
    let content = minutes.content.clone().unwrap_or_default();
    let head = sheet([
        ("会议", minutes.meeting_id.clone()),
        ("文号", minutes.number.clone()),
        ("版本", format!("第{}版", minutes.version)),
        ("状态", words::minutes_state(minutes.state()).to_owned()),
        ("状态时间", words::instant(minutes.state_time.as_ref())),
        ("经办人", minutes.state_by.clone()),
        ("意见截止日", minutes.comments_until.clone()),
        ("已有新版", words::yes(minutes.superseded)),
        ("签发人", minutes.approved_by.clone()),
        ("起草人", minutes.drafted_by.clone()),
        ("起草时间", words::instant(minutes.draft_time.as_ref())),
        ("会议情况", content.opening.clone()),
    ]);
    let there = minutes.attendance.as_ref().map(attendance);
    iter::once(head).chain(there).chain(parts(&content)).collect::<Vec<_>>().join("\n\n")
}

/// The minutes, and what units said of them.
pub(super) fn whole(answer: &GetMinutesResponse) -> String {
    let head = minutes(&answer.minutes.clone().unwrap_or_default());
    if answer.comments.is_empty() { head } else { format!("{head}\n\n{}", comments(&answer.comments)) }
}

/// Minutes that were just issued, and what came of them.
pub(super) fn issued(answer: &IssueMinutesResponse) -> String {
    let head = minutes(&answer.minutes.clone().unwrap_or_default());
    if answer.resolution_ids.is_empty() {
        return head;
    }
    let ids = table(
        ["事项序号", "议定事项编号"],
        (1..).zip(&answer.resolution_ids).map(|(number, id): (usize, _)| [number.to_string(), id.clone()]),
    );
    format!("{head}\n\n{ids}")
}

/// A document that was written into a file.
pub(super) fn document(answer: &GetMinutesDocumentResponse) -> String {
    sheet([("文件名", answer.name.clone()), ("类型", answer.media_type.clone())])
}

/// Who was there and who was not.
fn attendance(attendance: &Attendance) -> String {
    let all = |attendees: &[Attendee]| {
        let one = |attendee: &Attendee| {
            let who = if attendee.unit.is_empty() { &attendee.organisation } else { &attendee.unit };
            if attendee.post.is_empty() { who.clone() } else { format!("{who}（{}）", attendee.post) }
        };
        attendees.iter().map(one).collect::<Vec<_>>().join("、")
    };
    sheet([
        ("出席", all(&attendance.attended)),
        ("请假", all(&attendance.on_leave)),
        ("缺席", all(&attendance.absent)),
        ("列席", all(&attendance.sat_in)),
    ])
}

/// One comment.
pub(super) fn comment(comment: &MinutesComment) -> String {
    comments(slice::from_ref(comment))
}

fn comments(comments: &[MinutesComment]) -> String {
    table(
        ["单位", "经办人", "版本", "意见", "时间"],
        comments.iter().map(|comment| {
            [
                comment.unit.clone(),
                comment.official.clone(),
                format!("第{}版", comment.version),
                comment.text.clone(),
                words::instant(comment.time.as_ref()),
            ]
        }),
    )
}

/// Each part that says something.
fn parts(content: &MinutesContent) -> impl Iterator<Item = String> {
    let matters = (!content.matters.is_empty()).then(|| matters(&content.matters));
    let resolutions = (!content.resolutions.is_empty()).then(|| resolutions(&content.resolutions));
    let rulings = (!content.rulings.is_empty()).then(|| rulings(&content.rulings));
    [matters, resolutions, rulings].into_iter().flatten()
}

/// What was said of each topic, in its paragraphs.
fn matters(matters: &[MinutesMatter]) -> String {
    let said: Vec<_> =
        matters.iter().map(|matter| (format!("议题 {}", matter.topic_id), &matter.text)).collect();
    sheet(said.iter().map(|(topic, text)| (topic.as_str(), (*text).clone())))
}

fn resolutions(drafts: &[ResolutionDraft]) -> String {
    table(
        ["序号", "类别", "事项", "牵头单位", "配合单位", "办理期限", "议题"],
        (1..).zip(drafts).map(|(number, draft): (usize, _)| {
            [
                number.to_string(),
                words::resolution_kind(draft.kind()).to_owned(),
                draft.text.clone(),
                draft.lead_unit.clone(),
                draft.co_units.join("、"),
                draft.due_on.clone(),
                draft.topic_id.clone(),
            ]
        }),
    )
}

fn rulings(drafts: &[RulingDraft]) -> String {
    table(
        ["类别", "意见", "指派单位", "说明", "议题"],
        drafts.iter().map(|draft| {
            [
                words::ruling_kind(draft.kind()).to_owned(),
                draft.text.clone(),
                draft.unit.clone(),
                draft.note.clone(),
                draft.topic_id.clone(),
            ]
        }),
    )
}
