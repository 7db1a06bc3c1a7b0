//! How people see duties.

use proto::notification::v1::{
    Duty, DutyCount, DutyKind, GetDutyResponse, LatenessRemark, Redating, Telling,
};
use proto::r#type::v1::Deadline;

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(in crate::commands) fn lines(duties: &[Duty]) -> String {
    table(
        ["编号", "义务", "内容", "义务单位", "相对单位", "状态", "亮灯", "期限", "逾期"],
        duties.iter().map(|duty| {
            [
                duty.id.clone(),
                duty.kind_name.clone(),
                duty.title.clone(),
                duty.owed_by.clone(),
                duty.owed_to.clone(),
                words::duty_state(duty.state()).to_owned(),
                duty.lamp_text.clone(),
                words::due(duty.deadline.as_ref()),
                words::yes(duty.late),
            ]
        }),
    )
}

/// One duty in full, with what was said of its lateness.
pub(super) fn whole(answer: &GetDutyResponse) -> String {
    let duty = answer.duty.clone().unwrap_or_default();
    let deadline = duty.deadline.clone().unwrap_or_default();
    sheet([
        ("编号", duty.id.clone()),
        ("义务", format!("{}（{}）", duty.kind_name, duty.kind)),
        ("依据", deadline.article.clone()),
        ("方向", words::direction(duty.direction()).to_owned()),
        ("内容", duty.title.clone()),
        ("事项编码", duty.item_code.clone()),
        ("义务单位", duty.owed_by.clone()),
        ("相对单位", duty.owed_to.clone()),
        ("起算", words::instant(deadline.start_time.as_ref())),
        ("期限", words::due(Some(&deadline))),
        ("期限说明", deadline.explanation.clone()),
        ("期限变动", answer.redatings.iter().map(moved).collect::<Vec<_>>().join("；")),
        ("状态", words::duty_state(duty.state()).to_owned()),
        ("亮灯", duty.lamp_text.clone()),
        ("办结时间", words::instant(duty.end_time.as_ref())),
        ("免除原因", duty.withdraw_reason.clone()),
        ("逾期", words::yes(duty.late)),
        ("提醒记录", answer.tellings.iter().map(told).collect::<Vec<_>>().join("；")),
        ("说明与认定", answer.remarks.iter().map(said).collect::<Vec<_>>().join("；")),
    ])
}

/// A remark that was just made.
pub(super) fn remark(remark: &LatenessRemark) -> String {
    said(remark)
}

/// One change of a watched duty.
pub(super) fn change(duty: &Duty) -> String {
    let (state, due) = (words::duty_state(duty.state()), words::due(duty.deadline.as_ref()));
    let line =
        format!("{}  {}  {state}  {}  期限 {due}  {}", duty.id, duty.kind_name, duty.lamp_text, duty.title);
    line.replace(char::is_control, " ")
}

/// The board.
pub(super) fn board(counts: &[DutyCount]) -> String {
    table(
        ["义务单位", "种类", "方向", "未办", "●正常", "▲临期", "■逾期", "◆严重逾期", "其中待定"],
        counts.iter().map(|count| {
            let green = count.open - count.yellow - count.red - count.deep_red;
            let numbers = [count.open, green, count.yellow, count.red, count.deep_red, count.undated];
            let [open, green, yellow, red, deep_red, undated] = numbers.map(|number| number.to_string());
            let direction = words::direction(count.direction()).to_owned();
            [
                count.owed_by.clone(),
                count.kind.clone(),
                direction,
                open,
                green,
                yellow,
                red,
                deep_red,
                undated,
            ]
        }),
    )
}

/// Kinds of duties.
pub(super) fn kinds(kinds: &[DutyKind]) -> String {
    table(
        ["种类", "版本", "义务", "依据", "工作日", "方向", "义务单位", "提醒方案", "施行日期"],
        kinds.iter().map(|kind| {
            [
                kind.code.clone(),
                kind.version.to_string(),
                kind.name.clone(),
                kind.article.clone(),
                kind.working_days.to_string(),
                words::direction(kind.direction()).to_owned(),
                kind.owed_by.clone(),
                kind.plan.clone(),
                kind.effective_from.clone(),
            ]
        }),
    )
}

fn said(remark: &LatenessRemark) -> String {
    let parts = [
        words::instant(remark.create_time.as_ref()),
        remark.unit.clone(),
        remark.official.clone(),
        words::finding(remark.finding()).to_owned(),
        remark.text.clone(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn moved(redating: &Redating) -> String {
    let until = |at| words::due(Some(&Deadline { due_time: at, ..Deadline::default() }));
    format!("{}→{} {}", until(redating.previous_due_time), until(redating.due_time), redating.cause)
}

fn told(telling: &Telling) -> String {
    let (at, level) = (words::instant(telling.create_time.as_ref()), words::level(telling.level()));
    format!("{at} {level} {}", words::step(telling.step()))
}
