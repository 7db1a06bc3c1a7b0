//! A report of notices as a page to print: HTML that needs no other file.

use std::ops::Range;

use jiff::Timestamp;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::present::notice_text;
use crate::{
    App,
    model::{Reported, What},
};

const PAGE: &str = include_str!("../../../data/report.html");

/// Writes the page of a report over `span`.
pub(super) fn page(
    app: &App,
    rows: &[Reported],
    span: Option<&Range<Timestamp>>,
    now: Timestamp,
) -> Result<String, minijinja::Error> {
    let rows: Vec<_> = rows.iter().map(|row| cells(app, row)).collect();
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let span = span.map(|span| format!("{} 至 {}", written(span.start), written(span.end)));
    let known = context! { rows, span => span.unwrap_or_default(), now => written(now) };
    environment.render_str(PAGE, known)
}

/// When, to whom, what, on which way to which receiver, with which result, by which number of the other side.
fn cells(app: &App, row: &Reported) -> [String; 7] {
    let (way, result, provider) = match &row.sent {
        None => ("平台".to_owned(), "平台内可见".to_owned(), String::new()),
        Some(sent) => {
            let ended = sent.fate.ended_at().map(|at| format!("，{}", written(at))).unwrap_or_default();
            let why = sent.fate.needless().map(|why| format!("：{}", why.zh())).unwrap_or_default();
            let result = format!("{}{why}（{}次{ended}）", sent.fate.state().zh(), sent.attempts);
            let way = format!("{}　{}　{}", sent.channel.zh(), sent.name, sent.shown);
            (way, result, sent.provider_id.clone().unwrap_or_default())
        }
    };
    let read = |(official, at): &(ids::OfficialId, Timestamp)| format!("{official} {}", written(*at));
    let readers: Vec<String> = row.readers.iter().map(read).collect();
    [
        written(row.created_at),
        told_to(&row.what).to_owned(),
        text(app, row),
        way,
        result,
        provider,
        readers.join("；"),
    ]
}

fn written(at: Timestamp) -> String {
    clock::in_county(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The words of the last attempt on this way, or else those in the platform.
pub(super) fn text(app: &App, row: &Reported) -> String {
    if let Some(said) = row.sent.as_ref().and_then(|sent| sent.said.clone()) {
        return said;
    }
    match &row.what {
        What::Notice { parts, .. } => notice_text(app, &row.unit, parts),
        What::Letter { number, .. } => number.to_string(),
        What::Announcement { kind, text, .. } => format!("{}：{text}", kind.zh()),
    }
}

fn told_to(what: &What) -> &'static str {
    match what {
        What::Letter { .. } | What::Announcement { .. } => "联络员、单位负责人",
        What::Notice { level, .. } => level.zh(),
    }
}
