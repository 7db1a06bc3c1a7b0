//! The paper as DOCX.

use anyhow::Context;
use serde_json::json;

use crate::reader::{CHARACTER, expected, list, mm, near, paper, read, squeeze, text};

#[test]
fn the_docx_has_the_same_text_and_page() -> anyhow::Result<()> {
    let paper = paper()?;
    let docx = read("docx", &paper)?;
    let written: String = list(&docx["paragraphs"]).iter().map(|one| squeeze(text(one, "text"))).collect();
    assert_eq!(written, expected(&paper));
    assert_eq!((text(&docx, "title"), text(&docx, "author")), (text(&paper, "title"), ""));
    for (key, wanted) in [
        ("page_width", 210.0),
        ("page_height", 297.0),
        ("top_margin", 37.0),
        ("bottom_margin", 35.0),
        ("left_margin", 28.0),
        ("right_margin", 26.0),
    ] {
        near(mm(&docx["page"], key), wanted, 0.05);
    }
    assert_eq!((&docx["mirror"], &docx["even_and_odd"]), (&json!(true), &json!(true)));
    assert_eq!(docx["footers"], json!([["RIGHT", "— 1 —", "PAGE"], ["LEFT", "— 1 —", "PAGE"]]));
    Ok(())
}

#[test]
fn the_docx_names_the_fonts_of_the_standard() -> anyhow::Result<()> {
    let docx = read("docx", &paper()?)?;
    for (style, font, size) in [
        ("Normal", "仿宋_GB2312", 16.0),
        ("纪要标志", "方正小标宋简体", 42.0),
        ("公文标题", "方正小标宋简体", 22.0),
        ("公文正文", "仿宋_GB2312", 16.0),
        ("公文一级标题", "黑体", 16.0),
        ("公文版记", "仿宋_GB2312", 14.0),
        ("公文页码", "宋体", 14.0),
    ] {
        let found = &docx["styles"][style];
        assert_eq!((text(found, "font"), found["size"].as_f64()), (font, Some(size)), "{style}");
    }
    assert_eq!(docx["styles"]["Normal"]["line"], json!(["579", "exact"]));
    assert_eq!(docx["styles"]["公文正文"]["first_line_chars"], json!("200"));
    let of_style =
        |style: &'static str| list(&docx["paragraphs"]).iter().filter(move |one| text(one, "style") == style);
    let office = of_style("纪要单位日期").next().context("no office")?;
    assert_eq!(office["borders"], json!(["bottom"]));
    let list = of_style("公文名单").find(|one| text(one, "text").starts_with("出席")).context("no list")?;
    near(mm(list, "hanging"), 3.0 * CHARACTER, 0.1);
    near(mm(list, "left"), 5.0 * CHARACTER, 0.1);
    let imprint = of_style("公文版记").next().context("no imprint")?;
    assert_eq!((&imprint["frame"], &imprint["borders"]), (&json!(true), &json!(["top", "bottom"])));
    Ok(())
}
