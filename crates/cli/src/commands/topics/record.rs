//! How people see topics.

use proto::meeting::v1::{GetTopicResponse, Ruling, Topic, TopicStep};

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(topics: &[Topic]) -> String {
    table(
        ["编号", "类别", "标题", "提出单位", "涉及单位", "征集时间", "状态"],
        topics.iter().map(|topic| {
            [
                topic.id.clone(),
                words::topic_kind(topic.kind()).to_owned(),
                topic.title.clone(),
                origin(topic),
                topic.units.join("、"),
                words::instant(topic.collect_time.as_ref()),
                words::topic_state(topic.state()).to_owned(),
            ]
        }),
    )
}

/// One topic, its ruling, and every step.
pub(super) fn whole(answer: &GetTopicResponse) -> String {
    let head = topic(&answer.topic.clone().unwrap_or_default());
    let ruling = answer.ruling.as_ref().map(ruling);
    [Some(head), ruling, Some(steps(&answer.steps))].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

fn ruling(ruling: &Ruling) -> String {
    sheet([
        ("处理意见", ruling.text.clone()),
        ("类别", words::ruling_kind(ruling.kind()).to_owned()),
        ("指派单位", ruling.unit.clone()),
        ("说明", ruling.note.clone()),
        ("作出时间", words::instant(ruling.issue_time.as_ref())),
    ])
}

fn steps(steps: &[TopicStep]) -> String {
    table(
        ["办理过程", "经办人", "时间", "内容"],
        steps.iter().map(|step| {
            [
                words::topic_state(step.state()).to_owned(),
                step.official.clone(),
                words::instant(step.time.as_ref()),
                step.text.clone(),
            ]
        }),
    )
}

/// One topic.
pub(super) fn topic(topic: &Topic) -> String {
    sheet([
        ("编号", topic.id.clone()),
        ("类别", words::topic_kind(topic.kind()).to_owned()),
        ("标题", topic.title.clone()),
        ("内容", topic.text.clone()),
        ("提出单位", origin(topic)),
        ("提出人", topic.official.clone()),
        ("提请原因", words::matter_kind(topic.matter_kind()).to_owned()),
        ("提请事项", topic.matter_id.clone()),
        ("依据", topic.source_ids.join("、")),
        ("涉及单位", topic.units.join("、")),
        ("征集时间", words::instant(topic.collect_time.as_ref())),
        ("汇总意见", topic.summary.clone()),
        ("状态", words::topic_state(topic.state()).to_owned()),
        ("状态时间", words::instant(topic.state_time.as_ref())),
        ("经办人", topic.state_by.clone()),
        ("退回理由", topic.return_reason.clone()),
        ("会议", topic.meeting_id.clone()),
    ])
}

/// The unit that proposed it, or that nobody but the platform did.
fn origin(topic: &Topic) -> String {
    if topic.proposed_by.is_empty() { "平台提请".to_owned() } else { topic.proposed_by.clone() }
}
