//! How people see resolutions.

use proto::meeting::v1::{
    DecideExtensionResponse, Extension, GetResolutionResponse, ProgressReport, Resolution, ResolutionState,
};

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(resolutions: &[Resolution]) -> String {
    table(
        ["编号", "纪要文号", "序号", "类别", "事项", "牵头单位", "办理期限", "状态", "逾期"],
        resolutions.iter().map(|resolution| {
            [
                resolution.id.clone(),
                resolution.minutes_number.clone(),
                resolution.number.to_string(),
                words::resolution_kind(resolution.kind()).to_owned(),
                resolution.text.clone(),
                resolution.lead_unit.clone(),
                resolution.due_on.clone(),
                words::resolution_state(resolution.state()).to_owned(),
                words::yes(resolution.late),
            ]
        }),
    )
}

/// One resolution.
pub(super) fn resolution(resolution: &Resolution) -> String {
    let deadline = resolution.deadline.clone().unwrap_or_default();
    sheet([
        ("编号", resolution.id.clone()),
        ("纪要文号", resolution.minutes_number.clone()),
        ("序号", resolution.number.to_string()),
        ("类别", words::resolution_kind(resolution.kind()).to_owned()),
        ("事项", resolution.text.clone()),
        ("牵头单位", resolution.lead_unit.clone()),
        ("配合单位", resolution.co_units.join("、")),
        ("会议", resolution.meeting_id.clone()),
        ("议题", resolution.topic_id.clone()),
        ("办理期限", resolution.due_on.clone()),
        ("依据", deadline.article),
        ("期限说明", deadline.explanation),
        ("延期次数", resolution.extension_count.to_string()),
        ("状态", words::resolution_state(resolution.state()).to_owned()),
        ("状态时间", words::instant(resolution.state_time.as_ref())),
        ("逾期", words::yes(resolution.late)),
    ])
}

/// One resolution, what was said of it, and later days that were asked for.
pub(super) fn whole(answer: &GetResolutionResponse) -> String {
    let head = resolution(&answer.resolution.clone().unwrap_or_default());
    let said = (!answer.reports.is_empty()).then(|| reports(&answer.reports));
    let asked = (!answer.extensions.is_empty()).then(|| extensions(&answer.extensions));
    [Some(head), said, asked].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// One extension.
pub(super) fn extension(extension: &Extension) -> String {
    extensions(std::slice::from_ref(extension))
}

/// An extension that was just decided on, and what the resolution is now.
pub(super) fn decided(answer: &DecideExtensionResponse) -> String {
    let head = resolution(&answer.resolution.clone().unwrap_or_default());
    format!("{head}\n\n{}", extension(&answer.extension.clone().unwrap_or_default()))
}

fn reports(reports: &[ProgressReport]) -> String {
    table(
        ["时间", "单位", "经办人", "内容", "状态变为"],
        reports.iter().map(|report| {
            let to = match report.to_state() {
                ResolutionState::Unspecified => "",
                state => words::resolution_state(state),
            };
            [
                words::instant(report.time.as_ref()),
                report.unit.clone(),
                report.official.clone(),
                report.text.clone(),
                to.to_owned(),
            ]
        }),
    )
}

fn extensions(extensions: &[Extension]) -> String {
    table(
        [
            "延期申请编号",
            "原期限",
            "延至",
            "理由",
            "申请人",
            "申请时间",
            "结果",
            "决定人",
            "决定时间",
            "不同意理由",
        ],
        extensions.iter().map(|extension| {
            [
                extension.id.clone(),
                extension.from.clone(),
                extension.to.clone(),
                extension.reason.clone(),
                extension.requested_by.clone(),
                words::instant(extension.request_time.as_ref()),
                words::extension_state(extension.state()).to_owned(),
                extension.decided_by.clone(),
                words::instant(extension.decide_time.as_ref()),
                extension.decline_reason.clone(),
            ]
        }),
    )
}
