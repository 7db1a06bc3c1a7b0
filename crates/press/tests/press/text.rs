//! What is printed: all of the text and nothing else, the same each time.

use serde_json::json;

use crate::reader::{expected, lines, list, paper, press, read, squeeze, text, with_text};

#[test]
fn the_pdf_has_the_whole_text_in_order() -> anyhow::Result<()> {
    let paper = paper()?;
    let pdf = read("pdf", &paper)?;
    let printed: String =
        list(&pdf["pages"]).iter().flat_map(lines).map(|line| squeeze(text(line, "text"))).collect();
    assert_eq!(printed, expected(&paper));
    assert_eq!((text(&pdf, "title"), text(&pdf, "author")), (text(&paper, "title"), ""));
    assert_eq!(text(&pdf["meta"], "CreationDate"), "");
    Ok(())
}

#[test]
fn markup_is_text() -> anyhow::Result<()> {
    let markup = r#"#sys.version $x^2$ *粗* _斜_ @引 <标> \u{41} `码` [括] // 注 -- "引" {{x}} &amp; ~ = 题"#;
    let mut paper = with_text(markup)?;
    for key in ["heading", "number", "office", "date", "title"] {
        paper[key] = json!("#*a*_b_$c$@d\\");
    }
    paper["facts"] = json!([{ "label": "#a", "text": markup }]);
    paper["lists"] = json!([{ "label": "*a*", "entries": ["$a", "#b"] }]);
    paper["imprint"] = json!({ "office": "#a", "date": "*b*" });
    let pdf = read("pdf", &paper)?;
    let printed: String =
        list(&pdf["pages"]).iter().flat_map(lines).map(|line| squeeze(text(line, "text"))).collect();
    assert_eq!(printed, expected(&paper));
    let docx = read("docx", &paper)?;
    let written: String = list(&docx["paragraphs"]).iter().map(|one| squeeze(text(one, "text"))).collect();
    assert_eq!(written, expected(&paper));
    Ok(())
}

#[test]
fn the_same_paper_makes_the_same_bytes() -> anyhow::Result<()> {
    let paper = paper()?.to_string();
    for task in ["pdf", "docx"] {
        let first = press(task, paper.as_bytes())?;
        assert!(first.stdout.len() > 10_000 && first.stderr.is_empty());
        assert!(first.stdout == press(task, paper.as_bytes())?.stdout, "{task}");
    }
    Ok(())
}

#[test]
fn faces_tells_what_each_role_gets() -> anyhow::Result<()> {
    let told = String::from_utf8(press("faces", b"")?.stdout)?;
    let serif = "Noto Serif SC\tfallback";
    assert_eq!(
        told,
        format!("仿宋\t{serif}\n小标宋\t{serif}\n黑体\tNoto Sans SC\tfallback\n宋体\t{serif}\n")
    );
    Ok(())
}
