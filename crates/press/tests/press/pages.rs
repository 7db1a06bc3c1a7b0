//! Where it is printed: GB/T 9704—2012, 7 and 10.3.

use anyhow::Context;
use serde_json::{Value, json};

use crate::reader::{
    BOTTOM, CHARACTER, PITCH, TOP, find, left, lines, list, mm, near, origin, paper, read, text, with_text,
};

#[test]
fn pages_are_a4_and_text_keeps_to_the_text_block() -> anyhow::Result<()> {
    let pdf = read("pdf", &paper()?)?;
    assert!(list(&pdf["pages"]).len() >= 3);
    for (index, page) in list(&pdf["pages"]).iter().enumerate() {
        near(mm(page, "width"), 210.0, 0.1);
        near(mm(page, "height"), 297.0, 0.1);
        let left = left(index);
        for line in lines(page) {
            let within = mm(line, "left") >= left && mm(line, "right") <= left + 156.2;
            assert!(within, "page {} line {}", index + 1, line["text"]);
            assert!(mm(line, "top") >= TOP && mm(line, "bottom") <= BOTTOM, "{}", line["text"]);
        }
        let widest = lines(page).iter().map(|line| mm(line, "right")).fold(0.0, f64::max);
        assert!(index + 1 == list(&pdf["pages"]).len() || widest > left + 155.0, "page {}", index + 1);
    }
    Ok(())
}

#[test]
fn the_heading_is_red_and_35_mm_down_with_a_red_line_under_office_and_date() -> anyhow::Result<()> {
    let pdf = read("pdf", &paper()?)?;
    let page = &pdf["pages"][0];
    let heading = find(page, "审管联动联席会议纪要")?;
    near(mm(heading, "top"), TOP + 35.0, 1.5);
    near(f64::midpoint(mm(heading, "left"), mm(heading, "right")), 28.0 + 78.0, 1.0);
    assert!(mm(heading, "right") - mm(heading, "left") <= 156.0);
    let red = &heading["colour"];
    assert!(
        red[0].as_u64() >= Some(200) && red[1].as_u64() <= Some(40) && red[2].as_u64() <= Some(40),
        "{red}"
    );

    let office = find(page, "县行政审批服务局）")?;
    near(origin(office, 0), 28.0 + CHARACTER, 0.1);
    near(mm(office, "right"), 184.0 - CHARACTER, 1.0);
    let rule = &page["rules"][0];
    assert_eq!(rule["colour"], *red);
    near(f64::midpoint(mm(rule, "top"), mm(rule, "bottom")) - mm(office, "bottom"), 4.0, 0.5);
    near(f64::midpoint(mm(rule, "left"), mm(rule, "right")), 28.0 + 78.0, 0.1);
    near(mm(rule, "right") - mm(rule, "left"), 156.0, 1.2);
    Ok(())
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() -> anyhow::Result<()> {
    let pdf = read("pdf", &with_text(&"国".repeat(28 * 60))?)?;
    for index in [1, 2] {
        let lines = lines(&pdf["pages"][index]);
        assert_eq!(lines.len(), 22);
        for (at, line) in lines.iter().enumerate() {
            near(mm(line, "top") - mm(&lines[0], "top"), PITCH * f64::from(u32::try_from(at)?), 0.1);
            assert_eq!(text(line, "text").chars().count(), 28);
            near(origin(line, 0), left(index), 0.1);
            near(origin(line, 27), left(index) + 27.0 * CHARACTER, 0.1);
        }
    }
    // The first line of the paragraph is two characters in.
    near(origin(find(&pdf["pages"][0], "国国国")?, 0), 28.0 + 2.0 * CHARACTER, 0.1);
    Ok(())
}

#[test]
fn lists_hang_under_the_first_character_after_the_colon() -> anyhow::Result<()> {
    let mut paper = with_text("议定。")?;
    paper["facts"] = json!([]);
    paper["lists"] = json!([
        { "label": "出席", "entries": vec!["县市场监督管理局 局长"; 9] },
        { "label": "请假", "entries": [] },
    ]);
    let pdf = read("pdf", &paper)?;
    let page = &pdf["pages"][0];
    let text_line = find(page, "议定。")?;
    let first = find(page, "出席：")?;
    near(mm(first, "top") - mm(text_line, "top"), 2.0 * PITCH, 0.5);
    near(origin(first, 0), 28.0 + 2.0 * CHARACTER, 0.1);
    let column = origin(first, 3);
    near(column, 28.0 + 5.0 * CHARACTER, 0.2);
    let further = list(&page["lines"]).iter().skip_while(|line| !text(line, "text").contains("出席")).skip(1);
    let further: Vec<_> = further.filter(|line| text(line, "text").contains("局长")).collect();
    assert!(further.len() >= 2);
    for line in further {
        near(origin(line, 0), column, 0.1);
    }
    assert!(find(page, "请假").is_err());
    Ok(())
}

#[test]
fn page_numbers_stand_outside_below_the_text_block() -> anyhow::Result<()> {
    let pdf = read("pdf", &with_text(&"国".repeat(28 * 60))?)?;
    assert!(list(&pdf["pages"]).len() >= 4);
    for (index, page) in list(&pdf["pages"]).iter().enumerate() {
        let number = list(&page["lines"]).last().context("an empty page")?;
        assert_eq!(text(number, "text"), format!("— {} —", index + 1));
        let dash = number["letters"][0][3].as_f64().context("no dash")?;
        near(dash - BOTTOM, 7.0, 0.5);
        // One character of 14 pt in.
        if index.is_multiple_of(2) {
            near(mm(number, "right"), 184.0 - 4.94, 0.5);
        } else {
            near(mm(number, "left"), 26.0 + 4.94, 0.5);
        }
    }
    Ok(())
}

#[test]
fn the_imprint_is_at_the_foot_of_the_last_page_and_only_after_issue() -> anyhow::Result<()> {
    let mut paper = paper()?;
    let pdf = read("pdf", &paper)?;
    let pages = list(&pdf["pages"]);
    let (last, others) = pages.split_last().context("no pages")?;
    let imprint = find(last, "2026年10月16日印发")?;
    let index = others.len();
    near(origin(imprint, 0), left(index) + 4.94, 0.1);
    near(mm(imprint, "right"), left(index) + 156.0 - 4.94, 0.5);
    let rules = list(&last["rules"]);
    assert_eq!(rules.len(), 2);
    near(mm(&rules[1], "bottom"), BOTTOM, 0.4);
    for rule in rules {
        near(mm(rule, "bottom") - mm(rule, "top"), 0.35, 0.05);
        near(mm(rule, "right") - mm(rule, "left"), 156.0, 0.5);
    }
    assert!(others.iter().all(|page| find(page, "印发").is_err()));

    paper["imprint"] = Value::Null;
    paper["number"] = json!("");
    paper["mark"] = json!("第2版　征求意见稿");
    let draft = read("pdf", &paper)?;
    let pages = list(&draft["pages"]);
    assert!(pages.iter().all(|page| find(page, "印发").is_err()));
    let mark = find(&pages[0], "征求意见稿")?;
    near(f64::midpoint(mm(mark, "left"), mm(mark, "right")), 28.0 + 78.0, 1.0);
    Ok(())
}

#[test]
fn a_heading_is_not_left_alone_at_the_end_of_a_page() -> anyhow::Result<()> {
    let mut seen = false;
    for paragraphs in 4..10 {
        let mut paper = paper()?;
        paper["facts"] = json!([]);
        let mut body = vec![json!({ "paragraph": "国" }); paragraphs];
        body.extend([json!({ "heading": "一、标题" }), json!({ "paragraph": "正文" })]);
        paper["body"] = json!(body);
        let pdf = read("pdf", &paper)?;
        let heading = |page: &&Value| find(page, "一、标题").is_ok();
        let page = list(&pdf["pages"]).iter().find(heading).context("no heading")?;
        assert!(find(page, "正文").is_ok(), "{paragraphs}");
        seen |= mm(find(page, "一、标题")?, "top") < TOP + PITCH;
    }
    assert!(seen, "no heading came to the end of a page");
    Ok(())
}

#[test]
fn a_line_break_begins_a_paragraph() -> anyhow::Result<()> {
    let pdf = read("pdf", &with_text("甲段\r\n\n　　乙段\n")?)?;
    let page = &pdf["pages"][0];
    let (first, second) = (find(page, "甲段")?, find(page, "乙段")?);
    near(mm(second, "top") - mm(first, "top"), PITCH, 0.5);
    near(origin(second, 0), origin(first, 0), 0.1);
    Ok(())
}
