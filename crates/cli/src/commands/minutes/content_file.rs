//! Minutes are drafted from a file, TOML or JSON, with the parts of `MinutesContent`; what does not belong there is refused
//! with its line.

use std::path::Path;

use ids::{TopicId, UnitCode};
use jiff::civil::Date;
use proto::{
    Word,
    meeting::v1::{self as pb, MinutesContent},
    words::meeting::{ResolutionKind, RulingKind},
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};

use crate::{failure::Failure, files};

/// What such a file looks like; it is one itself.
pub(super) const EXAMPLE: &str = r#"# 纪要文件（TOML；JSON 的栏目相同） / the file, as TOML; JSON has the same names
opening = "会议听取了有关情况汇报。"

[[matters]] # 每个议题 / what was said of a topic
topic = "01999999-0000-7000-8000-000000000001"
text = "会议议定如下事项。"

[[resolutions]] # 议定事项 agreed，或交办办公室的事项 entrusted / what is to be done
kind = "agreed"
topic = "01999999-0000-7000-8000-000000000001"
text = "完善变更信息推送清单。"
lead_unit = "scjgj"
co_units = ["zjj"]
due_on = 2026-11-30

[[rulings]] # 处理意见 advice，或临时指派 temporary_assignment / on a matter that was raised
kind = "temporary_assignment"
topic = "01999999-0000-7000-8000-000000000001"
text = "争议期间由该单位先行处置。"
unit = "zjj""#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    opening: String,
    #[serde(default)]
    matters: Vec<Matter>,
    #[serde(default)]
    resolutions: Vec<Resolution>,
    #[serde(default)]
    rulings: Vec<Ruling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Matter {
    topic: TopicId,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Resolution {
    #[serde(deserialize_with = "word")]
    kind: ResolutionKind,
    topic: TopicId,
    text: String,
    lead_unit: UnitCode,
    #[serde(default)]
    co_units: Vec<UnitCode>,
    due_on: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ruling {
    #[serde(deserialize_with = "word")]
    kind: RulingKind,
    topic: TopicId,
    text: String,
    unit: Option<UnitCode>,
}

/// In quotes, or as TOML writes a day.
#[derive(Deserialize)]
#[serde(untagged, expecting = "日期应为 YYYY-MM-DD / a day is written YYYY-MM-DD")]
enum Day {
    Quoted(Date),
    Plain(toml::value::Date),
}

/// Reads a file; the end of its name says what it is.
pub(super) fn read(file: &Path) -> Result<MinutesContent, Failure> {
    let parse: fn(&str) -> Result<Content, Wrong> = match file.extension().and_then(|end| end.to_str()) {
        Some("toml") => from_toml,
        Some("json") => from_json,
        _ => {
            return Err(Failure::usage(
                format!("{}：纪要文件须为 .toml 或 .json", file.display()),
                format!("{}: minutes are drafted from a .toml or a .json file", file.display()),
            ));
        }
    };
    let text = String::from_utf8(files::read(file)?.into()).map_err(|cause| {
        Failure::usage(format!("{} 不是 UTF-8 文本", file.display()), format!("not UTF-8: {cause}"))
    })?;
    match parse(text.trim_start_matches('\u{feff}')) {
        Ok(content) => Ok(content.into()),
        Err(Wrong { line, what }) => Err(Failure::usage(
            format!("{} 第{line}行有误，样式见 shenguan minutes draft --help", file.display()),
            format!("line {line}: {what}"),
        )),
    }
}

/// Where a file is wrong, and why.
struct Wrong {
    line: usize,
    what: String,
}

fn from_toml<C: DeserializeOwned>(text: &str) -> Result<C, Wrong> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Wrong { line: before.matches('\n').count() + 1, what: error.message().to_owned() }
    })
}

fn from_json<C: DeserializeOwned>(text: &str) -> Result<C, Wrong> {
    serde_json::from_str(text).map_err(|error| Wrong { line: error.line(), what: error.to_string() })
}

/// A word by its name.
fn word<'de, W: Word, D: Deserializer<'de>>(value: D) -> Result<W, D::Error> {
    let written = String::deserialize(value)?;
    W::ALL.iter().copied().find(|word| word.name() == written).ok_or_else(|| {
        let names: Vec<_> = W::ALL.iter().map(|word| format!("`{}`", word.name())).collect();
        D::Error::custom(format!("unknown variant `{written}`, expected {}", names.join(" or ")))
    })
}

impl From<Content> for MinutesContent {
    fn from(content: Content) -> Self {
        Self {
            opening: content.opening,
            matters: content.matters.into_iter().map(Into::into).collect(),
            resolutions: content.resolutions.into_iter().map(Into::into).collect(),
            rulings: content.rulings.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Matter> for pb::MinutesMatter {
    fn from(matter: Matter) -> Self {
        Self { topic_id: matter.topic.to_string(), text: matter.text }
    }
}

impl From<Resolution> for pb::ResolutionDraft {
    fn from(resolution: Resolution) -> Self {
        Self {
            kind: resolution.kind.into(),
            topic_id: resolution.topic.to_string(),
            text: resolution.text,
            lead_unit: resolution.lead_unit.into(),
            co_units: resolution.co_units.into_iter().map(String::from).collect(),
            due_on: match resolution.due_on {
                Day::Quoted(day) => day.to_string(),
                Day::Plain(day) => day.to_string(),
            },
        }
    }
}

impl From<Ruling> for pb::RulingDraft {
    fn from(ruling: Ruling) -> Self {
        Self {
            kind: ruling.kind.into(),
            topic_id: ruling.topic.to_string(),
            text: ruling.text,
            unit: ruling.unit.map(String::from).unwrap_or_default(),
            note: String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
