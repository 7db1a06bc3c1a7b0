//! How people see notices.

use proto::notification::v1::{GetNoticeResponse, Notice};

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
