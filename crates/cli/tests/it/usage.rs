use crate::{shenguan, stderr, stdout};

#[test]
fn wrong_usage_ends_with_2_and_tells_it_on_stderr() {
    for words in [&["no-such-command"][..], &["units", "list"], &["decisions", "get", "not-an-id"]] {
        let output = shenguan(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).starts_with("错误："), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn wrong_usage_can_be_told_as_json() {
    let output = shenguan(&["units", "list", "--limit", "x", "--json-errors"]);
    let json: serde_json::Value = serde_json::from_str(stderr(&output)).unwrap();
    assert_eq!(json["error"]["exit_code"], 2);
}

#[test]
fn help_and_version_are_answers() {
    for words in [&["--help"][..], &["deliveries", "claim", "--help"], &["--version"]] {
        let output = shenguan(words);
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert!(!stdout(&output).is_empty());
        assert!(!stdout(&output).contains('\u{1b}'), "no colours for a file");
    }
}
