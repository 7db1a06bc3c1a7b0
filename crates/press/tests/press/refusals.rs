//! What is not printed, and what is told then: never the text.

use std::process::Command;

use serde_json::{Value, json};

use crate::reader::{paper, press, run, with_text};

#[test]
fn a_paper_with_a_character_of_no_font_is_refused() -> anyhow::Result<()> {
    let paper = with_text("机密\u{1F984}文\u{E123}字\u{1F984}")?.to_string();
    for task in ["pdf", "docx"] {
        let refused = press(task, paper.as_bytes())?;
        assert_eq!(refused.status.code(), Some(3));
        assert_eq!(String::from_utf8(refused.stderr)?, "press: no font: none has U+E123 U+1F984\n");
        assert!(refused.stdout.is_empty());
    }
    Ok(())
}

#[test]
fn what_is_no_paper_is_refused_without_quoting_it() -> anyhow::Result<()> {
    let changed = |key: &str, value: Value| {
        paper().map(|mut paper| {
            paper[key] = value;
            paper.to_string()
        })
    };
    for (paper, place) in [
        ("{\"heading\": 机密".to_owned(), "line 1 column 13 (Syntax)"),
        (String::new(), "line 1 column 0 (Eof)"),
        (changed("机密", json!(1))?, "(Data)"),
        (changed("facts", json!("机密"))?, "(Data)"),
        (changed("body", json!([{ "机密": "" }]))?, "(Data)"),
        (changed("title", json!(" "))?, "/title is empty"),
        (changed("title", json!("机密\u{202E}"))?, "/title has U+202E"),
        (changed("body", json!([{ "paragraph": "机密\u{7}" }]))?, "/body/0/paragraph has U+0007"),
        (changed("mark", json!("机密"))?, "both /number and /mark"),
        ("机密".repeat(400_000), "longer than 2097152 bytes"),
    ] {
        let refused = press("pdf", paper.as_bytes())?;
        let told = String::from_utf8(refused.stderr)?;
        assert_eq!(refused.status.code(), Some(2), "{told}");
        assert!(told.contains(place) && !told.contains('机') && refused.stdout.is_empty(), "{told}");
    }
    Ok(())
}

#[test]
fn without_a_chinese_font_nothing_is_printed() -> anyhow::Result<()> {
    let paper = paper()?.to_string();
    for task in ["pdf", "docx", "faces"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_press"));
        let refused = run(command.args([task, "--no-system-fonts"]), paper.as_bytes())?;
        assert_eq!(refused.status.code(), Some(3));
        assert_eq!(String::from_utf8(refused.stderr)?, "press: no font: none covers Chinese\n");
        assert!(refused.stdout.is_empty());
    }
    Ok(())
}
