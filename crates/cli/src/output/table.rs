//! Tables for people: columns as wide as their Chinese text, no lines, no colours.

use comfy_table::{Cell, Table, presets};

/// Rows under their headings.
pub(crate) fn table<const N: usize>(
    headings: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut table = plain();
    table.set_header(headings);
    for row in rows {
        table.add_row(row.map(|text| cell(&text)));
    }
    table.trim_fmt()
}

/// One record, a line for each of its parts, or several where it has paragraphs; empty parts are left out.
pub(crate) fn sheet<'a>(parts: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut table = plain();
    for (label, text) in parts {
        if !text.is_empty() {
            table.add_row([Cell::new(label), paragraphs(&text)]);
        }
    }
    table.trim_fmt()
}

fn plain() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

/// Text from elsewhere must not move the cursor of the reader's terminal.
fn cell(text: &str) -> Cell {
    Cell::new(text.replace(char::is_control, " "))
}

/// The same, but lines end where they did: the next one begins in the same column.
fn paragraphs(text: &str) -> Cell {
    Cell::new(text.replace(|letter: char| letter.is_control() && letter != '\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_two_columns_wide() {
        let text = table(
            ["单位", "名称"],
            [["scjgj".to_owned(), "县市场监管局".to_owned()], ["县".to_owned(), "x".to_owned()]],
        );
        assert_eq!(text, " 单位   名称\n scjgj  县市场监管局\n 县     x");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert!(!table(["a"], [["\u{1b}[2J\r\n".to_owned()]]).contains('\u{1b}'));
        assert!(!sheet([("a", "\u{1b}[2J\r\n".to_owned())]).contains(['\u{1b}', '\r']));
    }

    #[test]
    fn paragraphs_of_a_record_begin_in_one_column() {
        let text = sheet([("意见", "一。\n二。".to_owned()), ("时间", "今日".to_owned())]);
        assert_eq!(text, " 意见  一。\n       二。\n 时间  今日");
        assert_eq!(table(["a"], [["一。\n二。".to_owned()]]).lines().count(), 2, "a row is a line");
    }

    #[test]
    fn a_sheet_leaves_out_what_is_empty() {
        assert_eq!(sheet([("编号", "d1".to_owned()), ("备注", String::new())]), " 编号  d1");
    }
}
