//! The page of a report of notices, to be printed.

use std::ops::Range;

use jiff::Timestamp;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::present_notice;
use crate::{
    App,
    model::{ChannelKind, Reported, What},
    rules::reminder_plan::Level,
};

const PAGE: &str = include_str!("../../data/report.html");

/// HTML with everything that it needs.
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
            let ended = sent.ended_at.map(|at| format!("，{}", written(at))).unwrap_or_default();
            let result = format!("{}（{}次{ended}）", result_of(&sent.state), sent.attempts);
            let way = format!("{}　{}　{}", channel_name(sent.channel), sent.name, sent.shown);
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

/// What was said: by the last attempt on this way, or else in the platform.
pub(super) fn text(app: &App, row: &Reported) -> String {
    if let Some(said) = row.sent.as_ref().and_then(|sent| sent.said.clone()) {
        return said;
    }
    match &row.what {
        What::Notice { parts, .. } => present_notice::text(app, &row.unit, parts),
        What::Letter { number, .. } => number.to_string(),
        What::Announcement { kind, text, .. } => format!("{}：{text}", kind.title()),
    }
}

fn told_to(what: &What) -> &'static str {
    match what {
        What::Letter { .. } | What::Announcement { .. } => "联络员、单位负责人",
        What::Notice { level, .. } => match level {
            Level::Handlers => "经办",
            Level::Liaison => "联络员",
            Level::Leader => "单位负责人",
            Level::Overseer => "督办",
        },
    }
}

fn channel_name(channel: ChannelKind) -> &'static str {
    match channel {
        ChannelKind::Webhook => "Webhook",
        ChannelKind::Email => "邮件",
        ChannelKind::Sms => "短信",
        ChannelKind::WeCom => "企业微信群",
        ChannelKind::DingTalk => "钉钉群",
        ChannelKind::Feishu => "飞书群",
    }
}

fn result_of(state: &str) -> &'static str {
    match state {
        "accepted" => "已送达",
        "refused" => "被拒绝",
        "exhausted" => "多次未达",
        "dropped" => "已取消",
        _ => "待发送",
    }
}
