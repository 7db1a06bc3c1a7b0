//! How people see letters.

use proto::notification::v1::{GetLetterResponse, IssueLetterResponse, Letter};

use crate::{
    commands::duties,
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(letters: &[Letter]) -> String {
    table(
        ["编号", "文号", "被督办单位", "发函时间", "回复期限", "状态", "逾期"],
        letters.iter().map(|letter| {
            [
                letter.id.clone(),
                letter.number.clone(),
                letter.unit.clone(),
                words::instant(letter.issue_time.as_ref()),
                words::due(letter.deadline.as_ref()),
                words::letter_state(letter.state()).to_owned(),
                words::yes(letter.late),
            ]
        }),
    )
}

/// One letter.
pub(super) fn letter(letter: &Letter) -> String {
    sheet([
        ("编号", letter.id.clone()),
        ("文号", letter.number.clone()),
        ("被督办单位", letter.unit.clone()),
        ("督办单位", letter.issued_by.clone()),
        ("督办内容", letter.text.clone()),
        ("发函时间", words::instant(letter.issue_time.as_ref())),
        ("回复期限", words::due(letter.deadline.as_ref())),
        ("状态", words::letter_state(letter.state()).to_owned()),
        ("回复时间", words::instant(letter.reply_time.as_ref())),
        ("逾期", words::yes(letter.late)),
        ("办结结果", words::letter_conclusion(letter.conclusion()).to_owned()),
        ("办结说明", letter.conclusion_text.clone()),
        ("办结时间", words::instant(letter.close_time.as_ref())),
    ])
}

/// A letter that was just issued.
pub(super) fn issued(answer: &IssueLetterResponse) -> String {
    let sheet = letter(&answer.letter.clone().unwrap_or_default());
    if answer.matter_raised {
        format!("{sheet}\n本季度第三封督办函，已提请列为联席会议议题")
    } else {
        sheet
    }
}

/// One letter, its answers and its duties.
pub(super) fn whole(answer: &GetLetterResponse) -> String {
    let head = letter(&answer.letter.clone().unwrap_or_default());
    let replies = table(
        ["回复时间", "经办人", "回复"],
        answer.replies.iter().map(|reply| {
            [words::instant(reply.reply_time.as_ref()), reply.official.clone(), reply.text.clone()]
        }),
    );
    format!("{head}\n{replies}\n{}", duties::lines(&answer.duties))
}
