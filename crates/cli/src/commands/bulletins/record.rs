//! How people see bulletins.

use proto::meeting::v1::{Bulletin, BulletinRow};

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(bulletins: &[Bulletin]) -> String {
    table(
        ["编号", "文号", "印发时间", "经办人"],
        bulletins.iter().map(|bulletin| {
            [
                bulletin.id.clone(),
                bulletin.number.clone(),
                words::instant(bulletin.issue_time.as_ref()),
                bulletin.issued_by.clone(),
            ]
        }),
    )
}

/// One bulletin.
pub(super) fn bulletin(bulletin: &Bulletin) -> String {
    let head = sheet([
        ("编号", bulletin.id.clone()),
        ("文号", bulletin.number.clone()),
        ("印发时间", words::instant(bulletin.issue_time.as_ref())),
        ("经办人", bulletin.issued_by.clone()),
    ]);
    format!("{head}\n\n{}", rows(&bulletin.rows))
}

fn rows(rows: &[BulletinRow]) -> String {
    table(
        ["纪要文号", "序号", "事项", "牵头单位", "办理期限", "状态", "逾期", "延期次数"],
        rows.iter().map(|row| {
            [
                row.minutes_number.clone(),
                row.number.to_string(),
                row.text.clone(),
                row.lead_unit.clone(),
                row.due_on.clone(),
                words::resolution_state(row.state()).to_owned(),
                words::yes(row.late),
                row.extension_count.to_string(),
            ]
        }),
    )
}
