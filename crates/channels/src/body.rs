//! Providers and robots speak JSON: what is posted, and as much of the answer as is read.

use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Method,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde_json::Value;

use crate::{Answer, Call};

/// Most bytes that are read of an answer in JSON.
pub(crate) const ANSWER: usize = 16 * 1024;

/// A POST of JSON.
pub(crate) fn post(body: impl Into<Bytes>) -> Call {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    Call { method: Method::POST, headers, body: body.into(), answer_bytes: ANSWER }
}

/// The answer's body, if it is JSON.
pub(crate) fn json(answer: &Answer) -> Option<Value> {
    serde_json::from_slice(&answer.body).ok()
}

/// A provider's code, fit to be kept: letters, digits and what joins them, not many. What else stands there may be
/// anything, the receiver's number for one.
pub(crate) fn code(text: &str) -> String {
    let is_code = |letter: char| letter.is_ascii_alphanumeric() || ".-_:".contains(letter);
    let looks_like_a_phone = text.chars().filter(char::is_ascii_digit).count() > 9;
    if text.is_empty() || text.len() > 64 || looks_like_a_phone || !text.chars().all(is_code) {
        return "unknown".to_owned();
    }
    text.to_owned()
}
