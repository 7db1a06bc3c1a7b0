//! What the robots of groups have in common: they answer 200 and say in the body what went wrong.

use std::borrow::Cow;

use serde_json::{Value, json};
use url::Url;

use crate::{Answer, Outcome, Reach, Secret, body, cut};

/// Reads a robot's URL from the service's base and what is secret about it.
pub(crate) fn url(base: &str, parameters: &[(&str, &str)]) -> Option<Secret> {
    let mut url = Url::parse(base).ok()?;
    url.query_pairs_mut().extend_pairs(parameters);
    Some(Secret::new(url))
}

/// Posts a body, and has the code in the answer judged. `code` is the name of its field.
pub(crate) async fn post(
    reach: &Reach,
    url: &Secret,
    message: &Value,
    code: &str,
    judge: impl FnOnce(i64, &Value) -> Outcome,
) -> Outcome {
    let answer = match reach.call(url.expose(), body::post(message.to_string())).await {
        Ok(answer) => answer,
        Err(outcome) => return outcome,
    };
    match code_of(&answer, code) {
        Some((0, _)) => Outcome::accepted(),
        Some((number, said)) => judge(number, &said),
        None => Outcome::later(format!("http status {}, no code in the answer", answer.status.as_u16())),
    }
}

/// The body with as much of the text as fits into a request of so many bytes, and with the word without which a robot
/// takes no message.
pub(crate) fn fitted(
    text: &str,
    keyword: Option<&str>,
    largest: usize,
    body: impl Fn(&str) -> Value,
) -> Value {
    let whole = body(&with_keyword(text, keyword));
    let excess = whole.to_string().len().saturating_sub(largest);
    if excess == 0 {
        return whole;
    }
    // A byte of text takes at least one byte in JSON. The word may have stood in what is cut away.
    let for_keyword = keyword.map_or(0, |word| json!(format!("\n\n{word}")).to_string().len());
    let room = text.len().saturating_sub(excess + for_keyword);
    body(&with_keyword(&cut::to_bytes(text, room), keyword))
}

fn with_keyword<'a>(text: &'a str, keyword: Option<&str>) -> Cow<'a, str> {
    match keyword {
        Some(word) if !text.contains(word) => format!("{text}\n\n{word}").into(),
        _ => text.into(),
    }
}

fn code_of(answer: &Answer, code: &str) -> Option<(i64, Value)> {
    let said = body::json(answer)?;
    let number = said.get(code)?.as_i64()?;
    Some((number, said))
}
