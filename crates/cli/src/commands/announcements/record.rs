//! How people see announcements.

use proto::notification::v1::Announcement;

use crate::{output::table, words};

/// A line each.
pub(super) fn lines(announcements: &[Announcement]) -> String {
    table(
        ["编号", "通知时间", "种类", "内容", "通知单位", "会议或通报编号"],
        announcements.iter().map(|announcement| {
            [
                announcement.id.clone(),
                words::instant(announcement.announce_time.as_ref()),
                words::announcement_kind(announcement.kind()).to_owned(),
                announcement.text.clone(),
                announcement.units.join("、"),
                announcement.subject_id.clone(),
            ]
        }),
    )
}
