//! 企业微信: the robot of a WeCom group. Its key stands in the URL and is all that protects it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{Outcome, Outgoing, Reach, Secret, cut, robot};

/// Most bytes of a markdown message.
const LONGEST: usize = 4_096;

/// A robot takes 20 messages a minute.
const WINDOW: Duration = Duration::from_mins(1);

/// One group's robot.
#[derive(Clone)]
pub struct WeCom {
    reach: Reach,
    base: String,
    key: Secret,
}

impl WeCom {
    /// A robot by its key. Private editions (政务微信) have another base.
    pub fn new(reach: Reach, base: impl Into<String>, key: Secret) -> Self {
        Self { reach, base: base.into(), key }
    }

    /// Tries once.
    pub async fn send(&self, message: &Outgoing) -> Outcome {
        let Some(url) = robot::url(&self.base, &[("key", self.key.expose())]) else {
            return Outcome::refused("the base of the robots is not a url");
        };
        let content = cut::to_bytes(&message.markdown, LONGEST);
        let body = json!({ "msgtype": "markdown", "markdown": { "content": content } });
        robot::post(&self.reach, &url, &body, "errcode", judge).await
    }
}

fn judge(code: i64, _said: &Value) -> Outcome {
    let cause = format!("wecom code {code}");
    match code {
        // Busy.
        -1 | 6000 => Outcome::later(cause),
        // Too many messages.
        45009 | 45033 => Outcome::later_after(WINDOW, cause),
        // No robot has this key, or it was taken out of its group.
        93000 | 93004 | 93008 | 40014 | 40001 => Outcome::gone(cause),
        _ => Outcome::refused(cause),
    }
}
