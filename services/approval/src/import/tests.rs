//! The two sample files in every form in which offices send them, and files that are none.

use encoding_rs::GB18030;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proto::{
    approval::v1::ImportFormat,
    exchange::v1::{CounterpartyKind, LicenceKind},
};
use refusal::{Refusal, Violation};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{draft::Draft, row::Cell, *};

const SAMPLE: &str = include_str!("../../tests/data/licences_2026-10.csv");
const DIRTY: &str = include_str!("../../tests/data/licences_dirty.csv");
const EXPECTED: &str = include_str!("../../tests/data/licences_dirty.expected.tsv");
const TODAY: Date = date(2026, 10, 31);

fn rows(bytes: &[u8]) -> Vec<Row> {
    read(bytes, ImportFormat::Unspecified).expect("readable")
}

fn drafts(bytes: &[u8]) -> Vec<(u32, Draft)> {
    rows(bytes).iter().map(|row| (row.line, row_to_draft(row))).collect()
}

fn refused(bytes: &[u8]) -> Refusal {
    read(bytes, ImportFormat::Unspecified).err().expect("refused")
}

/// The problems of a row by column.
fn problems(row: &Row) -> Vec<(Option<&'static str>, &'static str)> {
    let found: Vec<Violation> = row_to_draft(row).check(TODAY).err().unwrap_or_default();
    found.iter().map(|violation| (column_of(&violation.field), violation.code)).collect()
}

/// The heading and one row of the sample, the cell below `heading` replaced.
fn with_cell(heading: &str, text: &str) -> String {
    let lines: Vec<&str> = SAMPLE.lines().take(2).collect();
    let column = lines[0]
        .trim_start_matches('\u{feff}')
        .split(',')
        .position(|name| name == heading)
        .expect("a column");
    let mut cells: Vec<String> = lines[1].split(',').map(str::to_owned).collect();
    cells[column] = format!("\"{}\"", text.replace('"', "\"\""));
    format!("{}\n{}\n", lines[0], cells.join(","))
}

/// The sample as a workbook; dates as date cells if `dated`, otherwise all as text.
fn workbook(text: &str, dated: bool) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new().set_num_format("yyyy/mm/dd");
    for (row, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            let row = u32::try_from(row).expect("small");
            let column = u16::try_from(column).expect("small");
            let parts: Vec<&str> = cell.split('/').collect();
            match (dated, parts.as_slice()) {
                (true, [year, month, day]) => {
                    let at = ExcelDateTime::from_ymd(
                        year.parse().expect("a year"),
                        month.parse().expect("a month"),
                        day.parse().expect("a day"),
                    );
                    sheet
                        .write_datetime_with_format(row, column, at.expect("a date"), &format)
                        .expect("written");
                }
                _ => {
                    sheet.write_string(row, column, cell).expect("written");
                }
            }
        }
    }
    workbook.save_to_buffer().expect("saved")
}

#[test]
fn every_row_of_the_sample_is_a_sound_decision() {
    let rows = rows(SAMPLE.as_bytes());
    assert_eq!(rows.len(), 600);
    assert_eq!((rows[0].line, rows[599].line), (2, 601));
    for row in &rows {
        let checked =
            row_to_draft(row).check(TODAY).unwrap_or_else(|found| panic!("line {}: {found:?}", row.line));
        let missing = ["case_number", "contact_name", "contact_phone", "premises_address"];
        assert_eq!(checked.content().missing_fields, missing);
        assert!(checked.doubts().is_empty(), "line {}: {:?}", row.line, checked.doubts());
    }
}

#[test]
fn each_row_of_the_dirty_file_has_the_expected_problem_and_no_other() {
    let rows = rows(DIRTY.as_bytes());
    let mut rejected = Vec::new();
    for expected in EXPECTED.lines().skip(1) {
        let [line, column, meaning] = expected.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{expected}")
        };
        let row = rows.iter().find(|row| row.line.to_string() == line).expect("a row");
        // Duplicates and certificates of no item are found later, against what was recorded.
        let accepted = ["accepted", "duplicate", "unroutable"].iter().any(|word| meaning.contains(word));
        if accepted {
            assert_eq!(problems(row), [], "line {line}");
        } else {
            let columns: Vec<_> = problems(row).into_iter().map(|(column, _)| column).collect();
            assert_eq!(columns, [Some(column)], "line {line}");
            rejected.push(row.line);
        }
    }
    assert_eq!(rejected.len(), 9);
    for row in rows.iter().filter(|row| !rejected.contains(&row.line)) {
        assert_eq!(problems(row), [], "line {}", row.line);
    }
}

#[test]
fn every_form_of_the_file_gives_the_same_decisions() {
    let expected = drafts(SAMPLE.as_bytes());
    let without_mark = SAMPLE.trim_start_matches('\u{feff}');
    assert!(drafts(without_mark.as_bytes()) == expected, "without byte order mark");
    assert!(drafts(&GB18030.encode(without_mark).0) == expected, "GB18030");
    assert!(drafts(SAMPLE.replace('\n', "\r\n").as_bytes()) == expected, "CRLF");
    assert!(drafts(SAMPLE.replace(',', "\t").as_bytes()) == expected, "tabs");
    assert!(drafts(&workbook(SAMPLE, false)) == expected, "workbook of texts");
    let mut dated = drafts(&workbook(SAMPLE, true));
    for (_, draft) in &mut dated {
        let decision = &mut draft.decision;
        for text in [&mut decision.decided_on, &mut decision.valid_from, &mut decision.valid_to] {
            *text = text.replace('-', "/");
        }
    }
    assert!(dated == expected, "workbook of dates");
}

#[test]
fn a_natural_persons_name_is_personal_data() {
    let (_, draft) = drafts(SAMPLE.as_bytes())
        .into_iter()
        .find(|(_, draft)| draft.decision.counterparty_kind() == CounterpartyKind::Person)
        .expect("a person");
    assert!(draft.decision.counterparty_name.is_empty());
    assert!(draft.personal.person_name.contains("示例"));
}

#[test]
fn headings_are_found_by_name_in_any_order_and_width() {
    let mut lines: Vec<String> = Vec::new();
    for line in SAMPLE.lines().take(3) {
        let mut cells: Vec<&str> = line.trim_start_matches('\u{feff}').split(',').collect();
        cells.reverse();
        lines.push(format!("{},判定,", cells.join(",")));
    }
    lines[0] = lines[0].replace("代码_1(统一社会信用代码)", " 代码_１（统一社会信用代码） ");
    let text = lines.join("\n");
    assert!(
        drafts(text.as_bytes()) == drafts(SAMPLE.lines().take(3).collect::<Vec<_>>().join("\n").as_bytes())
    );
}

#[test]
fn missing_columns_are_named_in_one_refusal() {
    let refusal = refused("行政相对人名称,许可内容\n甲,乙\n".as_bytes());
    assert_eq!(refusal.reason, "FILE_UNREADABLE");
    assert!(refusal.zh.contains("许可证书名称、许可编号、许可决定日期"), "{}", refusal.zh);
    assert!(!refusal.zh.contains("许可内容"), "{}", refusal.zh);
    let twice = SAMPLE.replacen("备注", "许可内容", 1);
    assert_eq!(refused(twice.as_bytes()).zh, "列“许可内容”重复出现");
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
    let lines: Vec<&str> = SAMPLE.lines().take(4).collect();
    let broken_remark = format!("{}\"第一行\n第二行\"", lines[2]);
    let text = format!("{}\n{}\n{broken_remark}\n\n{}", lines[0], lines[1], lines[3]);
    let numbers = |text: &str| rows(text.as_bytes()).iter().map(|row| row.line).collect::<Vec<_>>();
    assert_eq!(numbers(&text), [2, 3, 5]);
    assert_eq!(numbers(&format!("{text}\n")), [2, 3, 5]);
    assert_eq!(numbers(&text.replace('\n', "\r\n")), [2, 3, 5]);
    assert_eq!(numbers(&format!("{}\n\n\n{}\n,,,\n{}\n\n", lines[0], lines[1], lines[3])), [4, 6]);
    let draft = row_to_draft(&rows(text.as_bytes())[1]);
    assert_eq!(draft.decision.remark, "第一行\n第二行");
}

#[test]
fn a_row_with_more_cells_than_the_heading_is_not_guessed_at() {
    let text = SAMPLE.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(problems(&rows(text.as_bytes())[0]), []);
    assert_eq!(problems(&rows(format!("{text},,\n").as_bytes())[0]), [], "empty cells are nothing");
    assert_eq!(problems(&rows(format!("{text}一,二\n").as_bytes())[0]), [(None, "too_wide")]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_swallows_no_rows_in_silence() {
    let text = SAMPLE.replacen("建设用地规划许可,", "\"建设用地规划许可,", 1);
    assert_eq!(refused(text.as_bytes()).zh, "第2行的引号没有闭合");
}

#[test]
fn hostile_texts_are_data() {
    for text in
        ["'; DROP TABLE licence; --", "=cmd|'/c calc'!A1", "<script>alert(1)</script>", "许可\",\"内容"]
    {
        let rows = rows(with_cell("许可内容", text).as_bytes());
        let checked = row_to_draft(&rows[0]).check(TODAY).expect("sound");
        assert_eq!(checked.content().content, text);
    }
}

#[test]
fn wrong_cells_are_named_by_their_column() {
    for (column, text, code) in [
        ("许可内容", "许".repeat(4001), "too_long"),
        ("许可内容", "许".repeat(40_000), "too_long"),
        ("许可内容", "许\u{202e}可".into(), "characters"),
        ("行政相对人类别", "公司".into(), "unknown"),
        ("行政相对人类别", String::new(), "required"),
        ("许可类别", "其他".into(), "required"),
        ("许可类别", "许可".into(), "unknown"),
        ("法定代表人证件类型", "驾驶证".into(), "unknown"),
        ("有效期自", String::new(), "required"),
        ("有效期至", "2026-13-01".into(), "date"),
        ("许可机关统一社会信用代码", "1".into(), "length"),
    ] {
        let rows = rows(with_cell(column, &text).as_bytes());
        assert_eq!(problems(&rows[0]), [(Some(column), code)], "{column}");
    }
}

#[test]
fn another_kind_of_licence_needs_its_text() {
    for (text, expected) in [("其他（备案）", "备案"), ("其他:备案", "备案"), ("其他-备案", "备案")]
    {
        let draft = row_to_draft(&rows(with_cell("许可类别", text).as_bytes())[0]);
        assert_eq!(draft.decision.licence_kind(), LicenceKind::Other);
        assert_eq!(draft.decision.licence_kind_text, expected);
    }
}

#[test]
fn a_licence_that_the_source_calls_invalid_is_recorded_with_a_doubt() {
    let doubts = |state: &str| {
        let draft = row_to_draft(&rows(with_cell("当前状态", state).as_bytes())[0]);
        draft.check(TODAY).expect("sound").doubts().to_vec()
    };
    assert!(doubts("1").is_empty() && doubts("").is_empty());
    assert_eq!(doubts("2"), ["来源文件标记当前状态为无效"]);
    assert_eq!(doubts("9"), ["来源文件的当前状态不在代码表中"]);
}

#[test]
fn long_numbers_of_a_workbook_are_not_made_up() {
    let lines: Vec<&str> = SAMPLE.trim_start_matches('\u{feff}').lines().take(2).collect();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell {
                "371322189901010005" => {
                    sheet.write_number(row, column, 371_322_189_901_010_005_f64).expect("written")
                }
                "002120260700000" => sheet.write_number(row, column, 2_120_260_700_000_f64).expect("written"),
                _ => sheet.write_string(row, column, cell).expect("written"),
            };
        }
    }
    let rows = rows(&workbook.save_to_buffer().expect("saved"));
    assert_eq!(problems(&rows[0]), [(Some("法定代表人证件号码"), "characters")]);
    assert_eq!(row_to_draft(&rows[0]).decision.certificate_number, "2120260700000");
}

#[test]
fn files_that_are_no_publicity_file_are_refused_with_a_reason() {
    for (bytes, expected) in [
        (&b""[..], "文件是空的"),
        (b" \r\n\t\n", "文件是空的"),
        (b"\xEF\xBB\xBF", "文件是空的"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧版Excel"),
        (b"\xFF\xFE\x4c\x88", "UTF-16"),
        (b"%PDF-1.7\n%\x00\x01", "既不是CSV"),
        (b"PK\x03\x04 not a zip", "工作簿已损坏"),
        (b"\x81\xff\xff\xff", "既不是UTF-8"),
        (b"<html><body>502 Bad Gateway</body></html>", "表头缺少"),
    ] {
        let refusal = refused(bytes);
        assert!(refusal.zh.contains(expected), "{}", refusal.zh);
        assert_eq!(refusal.reason, "FILE_UNREADABLE");
    }
    let heading = SAMPLE.lines().next().expect("a heading");
    assert!(rows(heading.as_bytes()).is_empty(), "a heading without rows is a file without decisions");
}

#[test]
fn a_named_format_must_agree_with_the_content() {
    assert!(read(SAMPLE.as_bytes(), ImportFormat::Csv).is_ok());
    assert!(read(SAMPLE.as_bytes(), ImportFormat::Xlsx).is_err());
    let workbook = workbook(&SAMPLE.lines().take(2).collect::<Vec<_>>().join("\n"), false);
    assert!(read(&workbook, ImportFormat::Xlsx).is_ok());
    assert!(read(&workbook, ImportFormat::Csv).is_err());
}

#[test]
fn huge_files_are_refused_before_they_cost_anything() {
    assert_eq!(refused(&vec![b'x'; MAX_FILE_BYTES + 1]).reason, "TOO_LARGE");
    let heading = SAMPLE.lines().next().expect("a heading");
    let fitting = format!("{heading}\n{}", "甲\n".repeat(100_000));
    assert_eq!(rows(fitting.as_bytes()).len(), 100_000);
    assert_eq!(refused(format!("{fitting}甲\n").as_bytes()).reason, "TOO_LARGE");
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in
        (0..).zip(SAMPLE.trim_start_matches('\u{feff}').lines().next().expect("a heading").split(','))
    {
        sheet.write_string(0, column, name).expect("written");
    }
    sheet.write_string(1_048_575, 16_383, "角").expect("written");
    let rows = rows(&workbook.save_to_buffer().expect("saved"));
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].line, problems(&rows[0])), (1_048_576, vec![(None, "too_wide")]));
}

/// A heading in a cell that no spreadsheet has would cost memory for every column before it.
#[test]
fn a_heading_beyond_every_spreadsheet_is_refused() {
    let heading = |column| heading::heading([Cell { column, text: "姓名".into() }].into_iter());
    assert_eq!(heading(16_384).unwrap_err().reason, "FILE_UNREADABLE");
    assert_ne!(heading(16_383).unwrap_err().to_string(), heading(16_384).unwrap_err().to_string());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes, ImportFormat::Unspecified);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(place in 0_usize..3000, byte in any::<u8>(), cut in 0_usize..4000) {
        let few = SAMPLE.lines().take(4).collect::<Vec<_>>().join("\n");
        for whole in [few.clone().into_bytes(), GB18030.encode(&few).0.into_owned(), workbook(&few, true)] {
            let mut damaged = whole.clone();
            let place = place % damaged.len();
            damaged[place] = byte;
            for bytes in [&damaged[..], &whole[..cut.min(whole.len())]] {
                for row in read(bytes, ImportFormat::Unspecified).unwrap_or_default() {
                    let _ = row_to_draft(&row).check(TODAY);
                }
            }
        }
    }
}
