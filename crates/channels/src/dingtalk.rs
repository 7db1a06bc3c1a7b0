//! 钉钉: the robot of a DingTalk group. Its token stands in the URL; a signature or a keyword protects it besides.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use clock::Clock;
use jiff::Timestamp;
use ring::hmac;
use serde_json::{Value, json};

use crate::{Outcome, Outgoing, Reach, Secret, cut, robot};

/// Most bytes of a request.
const LARGEST: usize = 20_000;

/// Most characters of the line that a phone shows before the message is opened.
const LONGEST_TITLE: usize = 64;

/// Beyond 20 messages a minute a robot is mute for this long.
const MUTED: Duration = Duration::from_mins(10);

/// One group's robot.
#[derive(Clone)]
pub struct DingTalk {
    /// How far it is reached.
    pub reach: Reach,
    /// Where the robots are: `https://oapi.dingtalk.com/robot/send`, or the host of a private edition (专有钉钉).
    pub base: String,
    /// Which robot.
    pub token: Secret,
    /// What it is signed with, if the group asks for that (加签).
    pub secret: Option<Secret>,
    /// The word without which the group takes no message, if it asks for that.
    pub keyword: Option<String>,
    /// For the signature, which holds for an hour.
    pub clock: Clock,
}

impl DingTalk {
    /// Tries once.
    pub async fn send(&self, message: &Outgoing) -> Outcome {
        let Some(url) = self.url() else {
            return Outcome::refused("the base of the robots is not a url");
        };
        let title = cut::to_characters(&message.title, LONGEST_TITLE);
        let body = robot::fitted(
            &message.markdown,
            self.keyword.as_deref(),
            LARGEST,
            |text| json!({ "msgtype": "markdown", "markdown": { "title": title, "text": text } }),
        );
        robot::post(&self.reach, &url, &body, "errcode", judge).await
    }

    fn url(&self) -> Option<Secret> {
        let mut parameters = vec![("access_token", self.token.expose())];
        let now = self.clock.now();
        let millisecond = now.as_millisecond().to_string();
        let signature = self.secret.as_ref().map(|secret| signature(now, secret));
        if let Some(signature) = &signature {
            parameters.extend([("timestamp", millisecond.as_str()), ("sign", signature.as_str())]);
        }
        robot::url(&self.base, &parameters)
    }
}

/// The secret is the key, and part of the message too.
fn signature(at: Timestamp, secret: &Secret) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
    let signed = format!("{}\n{}", at.as_millisecond(), secret.expose());
    STANDARD.encode(hmac::sign(&key, signed.as_bytes()))
}

fn judge(code: i64, said: &Value) -> Outcome {
    let cause = format!("dingtalk code {code}");
    match code {
        -1 => Outcome::later(cause),
        130_101 | 410_100 | 90_018 | 90_030 => Outcome::later_after(MUTED, cause),
        // No such token, the group is gone, the robot stopped or taken away.
        300_001 | 300_005 | 400_013 | 400_101 | 400_102 | 400_106 => Outcome::gone(cause),
        // One code for everything that protects a robot; only the text says which.
        310_000 => {
            let text = said.get("errmsg").and_then(Value::as_str).unwrap_or_default();
            if text.contains("sign") && !text.contains("keyword") {
                Outcome::gone(format!("{cause}: the signature does not match"))
            } else if text.contains("timestamp") {
                Outcome::later(format!("{cause}: the clocks differ"))
            } else {
                Outcome::refused(format!("{cause}: the keyword or our address is not on the group's list"))
            }
        }
        _ => Outcome::refused(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected value is from Python's `hmac`.
    #[test]
    fn the_secret_is_the_key_of_the_signature() {
        let at = Timestamp::from_millisecond(1_770_000_000_123).unwrap();
        assert_eq!(signature(at, &Secret::new("SECexample")), "UJqmV+QhXm4lyyJ2us+PR39YZr4T3Vmdwx8Z/8/VkpI=");
    }

    #[test]
    fn one_code_says_several_things() {
        let of = |text: &str| judge(310_000, &json!({ "errmsg": text }));
        assert!(matches!(of("sign not match, more: [https://example.cn]"), Outcome::Gone { .. }));
        assert!(matches!(of("invalid timestamp, more: []"), Outcome::Later { .. }));
        assert!(matches!(of("keywords not in content, more: []"), Outcome::Refused { .. }));
        assert!(matches!(of("ip 198.51.100.7 not in whitelist"), Outcome::Refused { .. }));
    }
}
