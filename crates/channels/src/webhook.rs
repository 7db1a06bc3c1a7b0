//! Webhooks, signed as Standard Webhooks asks.

mod signing_key;

use std::time::Duration;

use clock::Clock;
use http::{HeaderMap, HeaderValue, StatusCode, header::RETRY_AFTER};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde_json::json;

pub use self::signing_key::{BadSigningKey, SigningKey, SigningKeys};
use crate::{Outcome, Outgoing, Reach, Secret, body};

/// How much of a receiver's answer is read; its status is all that counts.
const ANSWER: usize = 1024;

/// One receiver of webhooks.
#[derive(Clone)]
pub struct Webhook {
    reach: Reach,
    url: Secret,
    keys: SigningKeys,
    clock: Clock,
}

impl Webhook {
    /// A receiver, under the rule of its unit.
    pub fn new(reach: Reach, url: Secret, keys: SigningKeys, clock: Clock) -> Self {
        Self { reach, url, keys, clock }
    }

    /// Tries once.
    pub async fn send(&self, message: &Outgoing) -> Outcome {
        let body = json!({ "type": message.kind, "timestamp": message.at, "data": message.data }).to_string();
        let now = self.clock.now();
        let id = message.id.to_string();
        let second = now.as_second().to_string();
        let signature = self.keys.sign(&id, &second, &body);
        let mut call = body::post(body);
        call.answer_bytes = ANSWER;
        for (name, value) in
            [("webhook-id", id), ("webhook-timestamp", second), ("webhook-signature", signature)]
        {
            match HeaderValue::from_str(&value) {
                Ok(value) => call.headers.insert(name, value),
                Err(_) => return Outcome::refused("a header cannot be written"),
            };
        }
        match self.reach.call(self.url.expose(), call).await {
            Ok(answer) => outcome(answer.status, &answer.headers, now),
            Err(outcome) => outcome,
        }
    }
}

fn outcome(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Outcome {
    match status {
        _ if status.is_success() => Outcome::accepted(),
        StatusCode::GONE => Outcome::gone("http status 410"),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Outcome::Later { after: retry_after(headers, now), cause: cause(status) }
        }
        _ => Outcome::later(cause(status)),
    }
}

fn cause(status: StatusCode) -> String {
    format!("http status {}", status.as_u16())
}

/// How long the receiver wants to be left alone: it says so in seconds or as an instant.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Duration::try_from(at.duration_since(now).max(SignedDuration::ZERO)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(retry_after: &str) -> HeaderMap {
        HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_str(retry_after).unwrap())])
    }

    #[test]
    fn a_receiver_says_how_long_to_wait_in_seconds_or_as_an_instant() {
        let now = "2026-10-08T01:00:00Z".parse().unwrap();
        for (text, expected) in [
            ("120", Some(120)),
            ("0", Some(0)),
            ("Thu, 08 Oct 2026 01:02:00 GMT", Some(120)),
            ("Thu, 08 Oct 2026 00:00:00 GMT", Some(0)),
            ("soon", None),
            ("-1", None),
        ] {
            assert_eq!(retry_after(&headers(text), now), expected.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn only_410_disables_and_only_2xx_is_success() {
        let now = "2026-10-08T01:00:00Z".parse().unwrap();
        let of = |status: u16| outcome(StatusCode::from_u16(status).unwrap(), &headers("9"), now);
        assert_eq!(of(200), Outcome::accepted());
        assert_eq!(of(204), Outcome::accepted());
        assert_eq!(of(410), Outcome::gone("http status 410"));
        for status in [429, 503] {
            let after = Some(Duration::from_secs(9));
            assert_eq!(of(status), Outcome::Later { after, cause: format!("http status {status}") });
        }
        for status in [301, 302, 307, 400, 401, 404, 500, 502] {
            assert_eq!(of(status), Outcome::later(format!("http status {status}")));
        }
    }
}
