//! 飞书: the robot of a Feishu group. Its id stands in the URL; a signature or a keyword protects it besides.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use clock::Clock;
use jiff::Timestamp;
use ring::hmac;
use serde_json::{Value, json};

use crate::{Outcome, Outgoing, Reach, Secret, cut, robot};

/// Most bytes of a request.
const LARGEST: usize = 20 * 1024;

/// Most characters of a card's title.
const LONGEST_TITLE: usize = 100;

/// A robot takes 100 messages a minute, 5 a second.
const WINDOW: Duration = Duration::from_mins(1);

/// One group's robot.
#[derive(Clone)]
pub struct Feishu {
    /// How far it is reached.
    pub reach: Reach,
    /// Where the robots are: `https://open.feishu.cn/open-apis/bot/v2/hook`, or the host of a private edition.
    pub base: String,
    /// Which robot: the last part of its URL.
    pub hook: Secret,
    /// What it is signed with, if the group asks for that.
    pub secret: Option<Secret>,
    /// The word without which the group takes no message, if it asks for that.
    pub keyword: Option<String>,
    /// For the signature, which holds for an hour.
    pub clock: Clock,
}

impl Feishu {
    /// Tries once.
    pub async fn send(&self, message: &Outgoing) -> Outcome {
        let url = Secret::new(format!("{}/{}", self.base.trim_end_matches('/'), self.hook.expose()));
        let title = cut::to_characters(&message.title, LONGEST_TITLE);
        let body = robot::fitted(&message.markdown, self.keyword.as_deref(), LARGEST, |text| {
            self.card(&title, text)
        });
        robot::post(&self.reach, &url, &body, "code", judge).await
    }

    fn card(&self, title: &str, text: &str) -> Value {
        let mut body = json!({
            "msg_type": "interactive",
            "card": {
                "header": { "title": { "tag": "plain_text", "content": title } },
                "elements": [{ "tag": "markdown", "content": text }],
            },
        });
        if let Some(secret) = &self.secret {
            let now = self.clock.now();
            body["timestamp"] = now.as_second().to_string().into();
            body["sign"] = signature(now, secret).into();
        }
        body
    }
}

/// The instant and the secret are the key, and there is no message: the other way round than DingTalk has it.
fn signature(at: Timestamp, secret: &Secret) -> String {
    let key = format!("{}\n{}", at.as_second(), secret.expose());
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), b""))
}

fn judge(code: i64, said: &Value) -> Outcome {
    let cause = format!("feishu code {code}");
    match code {
        11232 | 99_991_400 => Outcome::later_after(WINDOW, cause),
        // The same code for a bad request and for too many of them.
        9499 => {
            let text = said.get("msg").and_then(Value::as_str).unwrap_or_default();
            if text.contains("too many") {
                Outcome::later_after(WINDOW, cause)
            } else {
                Outcome::refused(cause)
            }
        }
        // No such hook, no match of the signature, the robot is disabled.
        19001 | 19007 | 19021 => Outcome::gone(cause),
        10000..=10099 => Outcome::later(cause),
        // Among others our address, 19022, and the keyword, 19024.
        _ => Outcome::refused(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected value is from Python's `hmac`.
    #[test]
    fn the_instant_and_the_secret_are_the_key_of_the_signature() {
        let at = Timestamp::from_second(1_770_000_000).unwrap();
        assert_eq!(signature(at, &Secret::new("example")), "LMkFf0qwj5F5Vt5QFTnmh5L1cnMuOs24WE4Qf86xolk=");
    }
}
