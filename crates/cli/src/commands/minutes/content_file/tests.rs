use std::fs;

use super::*;
use crate::failure::Exit;

const TOPIC: &str = "01999999-0000-7000-8000-000000000001";

fn toml(text: &str) -> Result<MinutesContent, String> {
    from_toml::<Content>(text).map(Into::into).map_err(|wrong| format!("{}: {}", wrong.line, wrong.what))
}

fn json(text: &str) -> Result<MinutesContent, String> {
    from_json::<Content>(text).map(Into::into).map_err(|wrong| format!("{}: {}", wrong.line, wrong.what))
}

/// The example with one line in place of another.
fn with(line: &str, other: &str) -> String {
    let found = EXAMPLE.lines().position(|one| one == line).unwrap();
    let mut lines: Vec<_> = EXAMPLE.lines().collect();
    lines[found] = other;
    lines.join("\n")
}

#[test]
fn the_example_that_the_help_shows_is_understood() {
    let content = toml(EXAMPLE).unwrap();
    assert_eq!(content.matters[0].topic_id, TOPIC);
    let resolution = &content.resolutions[0];
    assert_eq!(resolution.kind(), pb::ResolutionKind::Agreed);
    assert_eq!(
        (resolution.lead_unit.as_str(), resolution.co_units.as_slice(), resolution.due_on.as_str()),
        ("scjgj", &["zjj".to_owned()][..], "2026-11-30")
    );
    let ruling = &content.rulings[0];
    assert_eq!((ruling.kind(), ruling.unit.as_str()), (pb::RulingKind::TemporaryAssignment, "zjj"));
}

#[test]
fn a_day_may_stand_in_quotes_and_parts_may_be_left_out() {
    let quoted = toml(&with("due_on = 2026-11-30", "due_on = \"2026-11-30\"")).unwrap();
    assert_eq!(quoted, toml(EXAMPLE).unwrap());
    let content = toml("opening = \"会议听取了汇报。\"").unwrap();
    assert_eq!((content.matters.len(), content.resolutions.len(), content.rulings.len()), (0, 0, 0));
}

#[test]
fn json_says_the_same() {
    let content = json(&format!(
        r#"{{"opening": "会议听取了有关情况汇报。",
            "resolutions": [{{"kind": "entrusted", "topic": "{TOPIC}", "text": "汇总。", "lead_unit": "xzspj", "due_on": "2026-11-30"}}],
            "rulings": [{{"kind": "advice", "topic": "{TOPIC}", "text": "先行处置。"}}]}}"#
    ))
    .unwrap();
    assert_eq!(content.resolutions[0].kind(), pb::ResolutionKind::Entrusted);
    assert_eq!(content.resolutions[0].due_on, "2026-11-30");
    assert_eq!((content.rulings[0].kind(), content.rulings[0].unit.as_str()), (pb::RulingKind::Advice, ""));
}

#[test]
fn what_does_not_belong_there_is_named_with_its_line() {
    for (line, other, told) in [
        ("lead_unit = \"scjgj\"", "lead = \"scjgj\"", "12: unknown field `lead`"),
        ("kind = \"agreed\"", "kind = \"议定\"", "9: unknown variant"),
        ("co_units = [\"zjj\"]", "co_units = [\"县住建局\"]", "13: a unit code has"),
        ("due_on = 2026-11-30", "due_on = \"11月底\"", "14: 日期应为 YYYY-MM-DD"),
        ("due_on = 2026-11-30", "due_on = 30", "14: 日期应为 YYYY-MM-DD"),
        ("opening = \"会议听取了有关情况汇报。\"", "openings = \"\"", "2: unknown field `openings`"),
    ] {
        let wrong = toml(&with(line, other)).unwrap_err();
        assert!(wrong.starts_with(told), "{other}: {wrong}");
    }
    assert!(toml("").unwrap_err().contains("missing field `opening`"));
    assert!(
        json("{\n\"opening\": \"\",\n\"author\": \"\"}")
            .unwrap_err()
            .starts_with("3: unknown field `author`")
    );
}

#[test]
fn officials_are_told_in_chinese_which_file_and_where() {
    let folder = std::env::temp_dir().join(format!("minutes-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let told = |name: &str, text: &[u8]| {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        let failure = read(&file).unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage, "{name}");
        let Failure::Own { zh, en, .. } = failure else { panic!("{name}: {failure:?}") };
        (zh.trim_start_matches(folder.to_str().unwrap()).to_owned(), en)
    };
    let (zh, en) = told("纪要.toml", "opening = \"\"\nnumber = 1\n".as_bytes());
    assert_eq!(zh, "/纪要.toml 第2行有误，样式见 shenguan minutes draft --help");
    assert!(en.starts_with("line 2: unknown field `number`"), "{en}");
    assert_eq!(told("纪要.docx", b"PK").0, "/纪要.docx：纪要文件须为 .toml 或 .json");
    assert_eq!(told("纪要.json", &[0xbb, 0xe1]).0, "/纪要.json 不是 UTF-8 文本");
    fs::write(folder.join("bom.toml"), format!("\u{feff}{EXAMPLE}")).unwrap();
    assert!(read(&folder.join("bom.toml")).is_ok(), "as some editors save it");
    fs::remove_dir_all(folder).unwrap();
}
