//! How people see notices.

use proto::notification::v1::{Channel, GetNoticeResponse, Notice, ReportedNotice};

use crate::{
    commands::duties,
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(notices: &[Notice]) -> String {
    table(
        ["编号", "时间", "提醒谁", "内容", "未办", "已读"],
        notices.iter().map(|notice| {
            let open: i64 = notice.parts.iter().map(|part| part.open).sum();
            [
                notice.id.clone(),
                words::instant(notice.create_time.as_ref()),
                words::level(notice.level()).to_owned(),
                notice.text.clone(),
                open.to_string(),
                words::yes(notice.read_time.is_some()),
            ]
        }),
    )
}

/// One notice of a watch.
pub(super) fn change(notice: &Notice) -> String {
    let (at, level) = (words::instant(notice.create_time.as_ref()), words::level(notice.level()));
    format!("{}  {at}  {level}  {}", notice.id, notice.text).replace(char::is_control, " ")
}

/// What was told on which way, a line each.
pub(super) fn reported(rows: &[ReportedNotice]) -> String {
    table(
        ["时间", "提醒谁", "内容", "渠道", "订阅", "接收端", "结果", "次数", "结束时间", "对方编号", "已读"],
        rows.iter().map(|row| {
            let inbox = row.channel() == Channel::Unspecified;
            let readers: Vec<&str> = row.readers.iter().map(|reader| reader.official.as_str()).collect();
            [
                words::instant(row.create_time.as_ref()),
                if row.letter_id.is_empty() && row.announcement_id.is_empty() {
                    words::level(row.level())
                } else {
                    "联络员、单位负责人"
                }
                .to_owned(),
                row.text.replace('\n', " "),
                if inbox { "平台" } else { words::channel(row.channel()) }.to_owned(),
                row.subscription.clone(),
                row.target.clone(),
                if inbox { "" } else { words::dispatch_state(row.state()) }.to_owned(),
                row.attempts.to_string(),
                words::instant(row.end_time.as_ref()),
                row.provider_id.clone(),
                readers.join("、"),
            ]
        }),
    )
}

/// One notice and its duties.
pub(super) fn whole(answer: &GetNoticeResponse) -> String {
    let notice = answer.notice.clone().unwrap_or_default();
    let head = sheet([
        ("编号", notice.id.clone()),
        ("单位", notice.unit.clone()),
        ("提醒谁", words::level(notice.level()).to_owned()),
        ("内容", notice.text.clone()),
        ("应提醒时间", words::instant(notice.step_time.as_ref())),
        ("提醒时间", words::instant(notice.create_time.as_ref())),
        ("已读时间", words::instant(notice.read_time.as_ref())),
    ]);
    format!("{head}\n{}", duties::lines(&answer.duties))
}
