//! What messages say: templates as data, rendered strictly.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use channels::Outgoing;
use jiff::Timestamp;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use proto::words::{meeting::AnnouncementKind, notification::MessageKind};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// What a title may hold at most, in characters, so that every channel shows it whole.
const LONGEST_TITLE: usize = 64;
/// What a text may hold at most, in bytes, so that no channel cuts it: half of what a 企业微信 robot takes.
const LARGEST_TEXT: usize = 2048;

/// The template of every kind of message.
#[derive(Clone, Debug)]
pub(crate) struct Messages(BTreeMap<MessageKind, Template>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    kind: String,
    /// Type of a webhook's body.
    event: String,
    version: u32,
    title: String,
    text: String,
    markdown: String,
    html: String,
}

/// What a message tells: words for people, and data for webhooks. Holds no personal data.
#[derive(Clone, Default, Debug)]
pub(crate) struct MessageFacts {
    /// Name of the unit.
    pub(crate) unit: String,
    /// What an announcement is, for example 会议通知; empty in other messages.
    pub(crate) title: String,
    /// One sentence.
    pub(crate) text: String,
    /// The most pressing duties, a line each; may be empty.
    pub(crate) details: String,
    /// Where it can be seen; may be empty.
    pub(crate) link: String,
    /// What the receiver is to repeat.
    pub(crate) code: String,
    /// Name of the subscription.
    pub(crate) name: String,
    /// Of how many duties, letters or announcements.
    pub(crate) count: i64,
    /// The same for machines.
    pub(crate) data: Value,
}

/// What a kind of message says of sample data.
pub(crate) struct Sample {
    pub(crate) kind: MessageKind,
    /// Version of its template.
    pub(crate) version: u32,
    pub(crate) message: Outgoing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    message: Vec<Template>,
}

impl Messages {
    /// Reads them, and renders each once with sample data: a template that cannot be rendered is refused here.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut templates = BTreeMap::new();
        for template in toml::from_str::<File>(text)?.message {
            ensure!(template.version > 0, "the message {:?} has no version", template.kind);
            let kind = MessageKind::named(&template.kind);
            let kind = kind.with_context(|| format!("no message is called {:?}", template.kind))?;
            ensure!(templates.insert(kind, template).is_none(), "the message {:?} stands twice", kind.name());
        }
        let messages = Self(templates);
        for Sample { kind, message, .. } in messages.samples()? {
            let kind = kind.name();
            let title = message.title.chars().count();
            ensure!(title <= LONGEST_TITLE, "the title of {kind:?} has {title} characters");
            for text in [&message.text, &message.markdown] {
                ensure!(text.len() <= LARGEST_TEXT, "a text of {kind:?} has {} bytes", text.len());
            }
        }
        Ok(messages)
    }

    /// The templates that come with the program.
    pub(crate) fn bundled() -> anyhow::Result<Self> {
        Self::parse(include_str!("../../data/messages.toml"))
    }

    /// What each kind of message says of sample data; a fault where a kind has no template.
    pub(crate) fn samples(&self) -> anyhow::Result<Vec<Sample>> {
        let mut samples = Vec::with_capacity(MessageKind::ALL.len());
        for kind in MessageKind::ALL {
            let message = self.write(kind, Uuid::nil(), Timestamp::UNIX_EPOCH, &sample_of(kind))?;
            samples.push(Sample { kind, version: self.template(kind)?.version, message });
        }
        Ok(samples)
    }

    /// A message in every form that a channel may want.
    pub(crate) fn write(
        &self,
        kind: MessageKind,
        id: Uuid,
        at: Timestamp,
        facts: &MessageFacts,
    ) -> anyhow::Result<Outgoing> {
        let template = self.template(kind)?;
        let plain = |text: &str| render(text, facts, false);
        Ok(Outgoing {
            id,
            kind: template.event.clone(),
            at,
            title: plain(&template.title)?,
            text: plain(&template.text)?,
            markdown: plain(&template.markdown)?,
            html: render(&template.html, facts, true)?,
            data: facts.data.clone(),
            params: facts.params(),
        })
    }

    fn template(&self, kind: MessageKind) -> anyhow::Result<&Template> {
        self.0.get(&kind).with_context(|| format!("no template for the message {:?}", kind.name()))
    }
}

impl MessageFacts {
    /// What the variables of an SMS template may stand for.
    fn params(&self) -> BTreeMap<String, String> {
        let Self { unit, title, text, link, code, name, count, details: _, data: _ } = self;
        let count = count.to_string();
        let named = [
            ("unit", unit),
            ("title", title),
            ("text", text),
            ("link", link),
            ("code", code),
            ("name", name),
            ("count", &count),
        ];
        named.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }
}

fn render(template: &str, facts: &MessageFacts, is_html: bool) -> anyhow::Result<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(move |_| if is_html { AutoEscape::Html } else { AutoEscape::None });
    let known = [
        ("unit", facts.unit.as_str()),
        ("title", &facts.title),
        ("text", &facts.text),
        ("details", &facts.details),
        ("link", &facts.link),
        ("code", &facts.code),
        ("name", &facts.name),
    ];
    Ok(environment.render_str(template, minijinja::Value::from_pairs(known))?)
}

fn sample_of(kind: MessageKind) -> MessageFacts {
    match kind {
        MessageKind::Letter => {
            let text = "督办函〔2026〕1号，请于2026-10-15前回复".to_owned();
            MessageFacts { text, count: 1, ..sample() }
        }
        MessageKind::Announcement => MessageFacts {
            title: AnnouncementKind::Invitation.zh().to_owned(),
            text: "专题联席会议，2026-10-15 09:00，县政府会议室".to_owned(),
            count: 1,
            ..sample()
        },
        _ => sample(),
    }
}

fn sample() -> MessageFacts {
    MessageFacts {
        unit: "县市场监管局".to_owned(),
        title: String::new(),
        text: "县市场监管局：认领审批信息 20 件已逾期，请立即办理".to_owned(),
        details: "· 食品经营许可 …〔2026〕12号，2026-10-09 24:00前\n· 药品经营许可 …〔2026〕15号，2026-10-09 24:00前"
            .to_owned(),
        link: "https://shenguan.example.gov.cn/notices/1".to_owned(),
        code: "123456".to_owned(),
        name: "业务系统".to_owned(),
        count: 20,
        data: Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("../../data/messages.toml");

    #[test]
    fn the_messages_that_come_with_the_program_are_sound() {
        let messages = Messages::parse(BUNDLED).unwrap();
        let write = |facts: &MessageFacts| {
            messages.write(MessageKind::Notice, Uuid::nil(), Timestamp::UNIX_EPOCH, facts)
        };
        let message = write(&sample()).unwrap();
        assert_eq!(message.title, "审管联动时限提醒：县市场监管局");
        assert!(message.text.contains("20 件已逾期") && message.text.contains("/notices/1"));
        let bare = write(&MessageFacts { link: String::new(), ..sample() }).unwrap();
        assert!(!bare.html.contains("href") && !bare.markdown.contains("查看"));
    }

    #[test]
    fn a_text_that_some_channel_would_cut_is_refused_at_the_start() {
        let long =
            BUNDLED.replace("markdown = \"\"\"**督办函**", &format!("markdown = \"\"\"{}", "函".repeat(700)));
        assert_ne!(long, BUNDLED);
        assert!(Messages::parse(&long).unwrap_err().to_string().contains("bytes"));
    }

    #[test]
    fn what_is_said_is_text_in_html() {
        let messages = Messages::parse(BUNDLED).unwrap();
        let facts = MessageFacts { name: "<b>x</b>".to_owned(), ..sample() };
        let message = messages.write(MessageKind::Test, Uuid::nil(), Timestamp::UNIX_EPOCH, &facts).unwrap();
        assert!(message.html.contains("&lt;b&gt;x") && message.text.contains("<b>x</b>"));
    }

    #[test]
    fn a_template_that_is_missing_or_names_what_is_unknown_is_refused_at_the_start() {
        assert!(Messages::parse(&BUNDLED.replace("kind = \"test\"", "kind = \"tost\"")).is_err());
        assert!(Messages::parse(&BUNDLED.replace("{{ code }}", "{{ phone }}")).is_err());
        assert!(
            Messages::parse(&BUNDLED.replace("{{ unit }}\"\ntext", &format!("{}\"\ntext", "长".repeat(64))))
                .is_err()
        );
    }
}
