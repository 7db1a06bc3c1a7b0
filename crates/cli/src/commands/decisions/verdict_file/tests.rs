use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;

fn verdict(line: i32, outcome: Outcome, problems: &[(&str, &str)]) -> RowVerdict {
    let problem = |(column, message_zh): &(&str, &str)| RowProblem {
        column: (*column).to_owned(),
        message_zh: (*message_zh).to_owned(),
        ..RowProblem::default()
    };
    RowVerdict {
        line,
        outcome: outcome.into(),
        problems: problems.iter().map(problem).collect(),
        ..RowVerdict::default()
    }
}

fn composed(file: &[u8], verdicts: &[RowVerdict]) -> String {
    let text = String::from_utf8(compose(file, verdicts).unwrap()).unwrap();
    text.strip_prefix('\u{feff}').expect("a BOM").to_owned()
}

fn rejected() -> [RowVerdict; 2] {
    [
        verdict(2, Outcome::Accepted, &[]),
        verdict(3, Outcome::Rejected, &[("有效期至", "早于有效期自"), ("备注", "过长")]),
    ]
}

#[test]
fn the_rows_come_back_with_their_verdicts() {
    let file = "\u{feff}名称,备注\n甲,\"一,二\"\n乙,三\n丙,四\n";
    assert_eq!(
        composed(file.as_bytes(), &rejected()),
        "名称,备注,判定,问题栏目,原因\n甲,\"一,二\",接收,,\n乙,三,退回更正,有效期至；备注,早于有效期自；过长\n丙,四,未处理,,\n"
    );
}

#[test]
fn a_gb18030_file_comes_back_in_utf_8() {
    let (file, ..) = encoding_rs::GB18030.encode("名称,备注\n郯城,一\n");
    assert_eq!(composed(&file, &rejected()[..1]), "名称,备注,判定,问题栏目,原因\n郯城,一,接收,,\n");
}

#[test]
fn a_verdict_file_imported_again_keeps_its_columns() {
    let first = compose("名称\n甲\n".as_bytes(), &rejected()).unwrap();
    assert_eq!(compose(&first, &rejected()).unwrap(), first);
}

#[test]
fn verdicts_find_their_rows_behind_a_cell_with_line_breaks() {
    let file = "名称,备注\n甲,\"一\n二\"\n乙,三\n";
    let verdicts = [verdict(3, Outcome::Duplicate, &[])];
    assert!(composed(file.as_bytes(), &verdicts).ends_with("乙,三,重复,,\n"));
}

#[test]
fn a_duplicate_names_the_earlier_record() {
    let duplicate = RowVerdict { decision_id: "d1".to_owned(), ..verdict(2, Outcome::Duplicate, &[]) };
    assert_eq!(
        composed("名称\n甲\n".as_bytes(), &[duplicate]),
        "名称,判定,问题栏目,原因\n甲,重复,,与已登记的决定 d1 相同\n"
    );
}

#[test]
fn verdicts_find_their_rows_in_the_line_ends_of_windows() {
    assert_eq!(
        composed("名称\r\n甲\r\n乙\r\n".as_bytes(), &[verdict(3, Outcome::Duplicate, &[])]),
        "名称,判定,问题栏目,原因\n甲,未处理,,\n乙,重复,,\n"
    );
}

#[test]
fn verdicts_find_their_rows_behind_blank_lines() {
    let file = "\n名称;备注\n\n甲;一\n;\n乙;二\n";
    assert_eq!(
        composed(file.as_bytes(), &[verdict(4, Outcome::Accepted, &[]), verdict(6, Outcome::Duplicate, &[])]),
        "名称,备注,判定,问题栏目,原因\n甲,一,接收,,\n乙,二,重复,,\n"
    );
}

#[test]
fn digits_that_a_workbook_has_lost_are_not_made_up() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "证件号码").unwrap();
    sheet.write(1, 0, 371_322_189_901_010_005_f64).unwrap();
    let file = book.save_to_buffer().unwrap();
    assert!(composed(&file, &[]).contains("371322189901010\u{fffd}\u{fffd}\u{fffd},未处理"));
}

#[test]
fn an_xlsx_file_comes_back_as_csv_with_readable_days() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["名称", "许可决定日期"]).unwrap();
    sheet.write(1, 0, "甲").unwrap();
    let day = ExcelDateTime::from_ymd(2026, 10, 13).unwrap();
    sheet.write_with_format(1, 1, &day, &Format::new().set_num_format("yyyy/mm/dd")).unwrap();
    let file = book.save_to_buffer().unwrap();
    assert_eq!(
        composed(&file, &rejected()[..1]),
        "名称,许可决定日期,判定,问题栏目,原因\n甲,2026-10-13,接收,,\n"
    );
}

#[test]
fn a_file_that_cannot_be_read_here_still_has_its_verdicts() {
    assert_eq!(composed(b"PK broken", &rejected()[..1]), "行,判定,问题栏目,原因\n2,接收,,\n");
}
