//! Runs the press, and reads what it printed.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

/// Millimetres of the text block (版心).
pub(crate) const TOP: f64 = 37.0;
pub(crate) const BOTTOM: f64 = 297.0 - 35.0;
pub(crate) const PITCH: f64 = 225.0 / 22.0;
pub(crate) const CHARACTER: f64 = 156.0 / 28.0;

/// A whole line, letter by letter: the letter, and left, right, top, bottom and origin of it.
pub(crate) type Line<'a> = &'a Value;

pub(crate) fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn tools() -> PathBuf {
    here().join("../../.tools")
}

/// Runs a program with an input.
pub(crate) fn run(command: &mut Command, input: &[u8]) -> anyhow::Result<Output> {
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // One that ends early does not read all.
    let _ = process.stdin.take().context("no input")?.write_all(input);
    Ok(process.wait_with_output()?)
}

/// Runs the press with the fonts of the tests and no others.
pub(crate) fn press(task: &str, paper: &[u8]) -> anyhow::Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_press"));
    run(command.args([task, "--no-system-fonts", "--fonts"]).arg(tools().join("fonts")), paper)
}

/// What a paper's file is, as its reader sees it.
pub(crate) fn read(task: &str, paper: &Value) -> anyhow::Result<Value> {
    let printed = press(task, paper.to_string().as_bytes())?;
    ensure!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let installed = tools().join("venv/bin/python");
    let python = if installed.is_file() { installed } else { PathBuf::from("python3") };
    let script = here().join(format!("tests/read_{task}.py"));
    let told = run(Command::new(python).args(["-W", "ignore"]).arg(script), &printed.stdout)?;
    ensure!(told.status.success(), "run `./just tools`: {}", String::from_utf8_lossy(&told.stderr));
    Ok(serde_json::from_slice(&told.stdout)?)
}

/// Minutes as they are issued.
pub(crate) fn paper() -> anyhow::Result<Value> {
    Ok(serde_json::from_str(include_str!("../minutes.json"))?)
}

/// Minutes with this text, of one paragraph.
pub(crate) fn with_text(text: &str) -> anyhow::Result<Value> {
    let mut paper = paper()?;
    paper["body"] = json!([{ "paragraph": text }]);
    Ok(paper)
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

pub(crate) fn mm(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or(f64::NAN)
}

pub(crate) fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "{found:.2} mm, not {wanted:.2} ± {tolerance}");
}

/// The lines of a page without its number, which is the last.
pub(crate) fn lines(page: &Value) -> &[Value] {
    list(&page["lines"]).split_last().map_or(&[], |(_, lines)| lines)
}

/// The first line with these words.
pub(crate) fn find<'a>(page: &'a Value, words: &str) -> anyhow::Result<Line<'a>> {
    let mut lines = list(&page["lines"]).iter();
    lines.find(|line| text(line, "text").contains(words)).with_context(|| format!("no {words}"))
}

/// Where a letter's box begins: its em square, not its ink.
pub(crate) fn origin(line: Line<'_>, letter: usize) -> f64 {
    line["letters"][letter][5].as_f64().unwrap_or(f64::NAN)
}

/// The left edge of the text block: pages are bound at the left of odd ones.
pub(crate) fn left(index: usize) -> f64 {
    if index.is_multiple_of(2) { 28.0 } else { 26.0 }
}

pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// All texts of a paper as they follow each other in print.
pub(crate) fn expected(paper: &Value) -> String {
    let mut all = String::new();
    for key in ["heading", "number", "mark", "office", "date", "title"] {
        all.push_str(text(paper, key));
    }
    for fact in list(&paper["facts"]) {
        all.extend([text(fact, "label"), "：", text(fact, "text")]);
    }
    for part in list(&paper["body"]) {
        let item = &part["item"];
        all.extend([text(part, "heading"), text(part, "paragraph"), text(item, "text"), text(item, "note")]);
    }
    for attendance in list(&paper["lists"]).iter().filter(|one| !list(&one["entries"]).is_empty()) {
        let entries: Vec<&str> = list(&attendance["entries"]).iter().filter_map(Value::as_str).collect();
        all.extend([text(attendance, "label"), "：", &entries.join("，")]);
    }
    all.extend([text(&paper["imprint"], "office"), text(&paper["imprint"], "date")]);
    squeeze(&all)
}
