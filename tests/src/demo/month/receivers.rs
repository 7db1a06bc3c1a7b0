//! Two receivers of messages, a webhook and a mail catcher, and what came to them.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use testkit::{
    MailServer,
    peer::{Peer, status},
};
use tokio::task::JoinSet;

/// Type of a webhook's message that carries a code.
pub(super) const CODE: &str = "subscription.code";
/// Type of a reminder.
const REMINDER: &str = "duty.reminder";
/// Type of a message about a supervision letter (督办函).
const LETTER: &str = "letter.issued";

/// The receivers. They end when this is dropped.
pub(super) struct Receivers {
    hook: Peer,
    mails: Arc<Mutex<Vec<Value>>>,
    /// Where the mail catcher listens.
    pub(super) mail_port: u16,
    /// What was spoken of.
    said: Came,
    _catching: JoinSet<()>,
}

/// How many messages came.
#[derive(Clone, Copy, Default)]
pub(super) struct Came {
    /// To the webhook, about duties.
    pub(super) reminders: usize,
    /// To the webhook, about letters.
    pub(super) letters: usize,
    /// By e-mail.
    pub(super) mails: usize,
}

impl Receivers {
    /// Starts both.
    pub(super) async fn start() -> anyhow::Result<Self> {
        let hook = Peer::plain(|_| status(204)).await?;
        let mut server = MailServer::plain().await?;
        let mail_port = server.port;
        let mails = Arc::<Mutex<Vec<Value>>>::default();
        let kept = Arc::clone(&mails);
        let mut catching = JoinSet::new();
        catching.spawn(async move {
            while let Ok(mail) = server.taken().await {
                locked(&kept).push(mail);
            }
        });
        Ok(Self { hook, mails, mail_port, said: Came::default(), _catching: catching })
    }

    /// Where the webhook is.
    pub(super) fn hook_url(&self) -> String {
        self.hook.url("/hook")
    }

    /// The data of every message of a type that came to the webhook.
    pub(super) fn posted(&self, kind: &str) -> Vec<Value> {
        let messages = self.hook.seen().into_iter().map(|seen| seen.json());
        let of_kind = messages.filter(|message| message["type"] == kind);
        of_kind.map(|mut message| message["data"].take()).collect()
    }

    /// Takes the newest mail out of what came.
    pub(super) fn take_mail(&self) -> Option<Value> {
        locked(&self.mails).pop()
    }

    /// Whether a reminder of this step came to the webhook.
    pub(super) fn was_told(&self, step: &str) -> bool {
        let has_step = |data: &Value| data["parts"].as_array().is_some_and(|parts| is_in(parts, step));
        self.posted(REMINDER).iter().any(has_step)
    }

    /// Whether it came to the webhook that a letter was issued.
    pub(super) fn has_letter(&self, id: &str) -> bool {
        self.posted(LETTER).iter().any(|data| data["letter"] == id)
    }

    /// How many messages came so far.
    pub(super) fn came(&self) -> Came {
        Came {
            reminders: self.posted(REMINDER).len(),
            letters: self.posted(LETTER).len(),
            mails: locked(&self.mails).len(),
        }
    }

    /// What came since it was last asked: a line for each letter, and for the reminders of each channel one.
    pub(super) fn news(&mut self) -> Vec<String> {
        let (reminders, letters) = (self.posted(REMINDER), self.posted(LETTER));
        let mails = locked(&self.mails).clone();
        let now = Came { reminders: reminders.len(), letters: letters.len(), mails: mails.len() };
        let before = mem::replace(&mut self.said, now);
        let letter = |data: &Value| format!("webhook {LETTER}: {}", text(data));
        let mut lines: Vec<String> = letters.iter().skip(before.letters).map(letter).collect();
        lines.extend(line("webhook", reminders.iter().skip(before.reminders).map(text)));
        lines.extend(line("e-mail to the office", mails.iter().skip(before.mails).map(text)));
        lines
    }
}

fn is_in(parts: &[Value], step: &str) -> bool {
    parts.iter().any(|part| part["step"] == step)
}

/// The sentence of a message.
fn text(message: &Value) -> &str {
    let whole = message["text"].as_str().unwrap_or_default();
    whole.lines().next().unwrap_or_default().trim_end_matches('。')
}

/// How many messages there are, and the most pressing part of the newest; none where there is none.
fn line<'a>(channel: &str, texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let texts: Vec<&str> = texts.collect();
    let newest = texts.last()?;
    let (first, more) = newest.split_once('；').map_or((*newest, ""), |(first, _)| (first, "；…"));
    Some(format!("{channel} (+{}): {first}{more}", texts.len()))
}

/// Whoever failed while it held the lock has said so itself.
fn locked(mails: &Mutex<Vec<Value>>) -> MutexGuard<'_, Vec<Value>> {
    mails.lock().unwrap_or_else(PoisonError::into_inner)
}
