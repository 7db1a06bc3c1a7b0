//! A failure in words, or as JSON.

use std::fmt;

use serde::Serialize;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::{Failure, hint::hint};

/// What is printed on stderr; the keys of its JSON form are a promise to scripts.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub(crate) struct Complaint {
    exit_code: u8,
    /// The gRPC code; absent when no service was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    message_zh: String,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'static str>,
}

/// A field that is missing or wrong.
#[derive(Serialize, PartialEq, Eq, Debug)]
struct Field {
    field: String,
    description: String,
}

impl Complaint {
    /// The words for a failure; none when nobody is left to read them.
    pub(crate) fn about(failure: &Failure) -> Option<Self> {
        match failure {
            Failure::Unread => None,
            Failure::Call(status) => Some(Self::of(status)),
            Failure::Own { exit, zh, en } => Some(Self {
                exit_code: *exit as u8,
                message_zh: zh.clone(),
                message: en.clone(),
                ..Self::empty()
            }),
        }
    }

    /// One line of JSON.
    pub(crate) fn to_json(&self) -> String {
        serde_json::json!({ "error": self }).to_string()
    }

    /// One line, both languages.
    pub(crate) fn in_short(&self) -> String {
        format!("{} / {}", self.message_zh, self.message)
    }

    fn of(status: &Status) -> Self {
        let details = status.get_error_details();
        let (reason, mut facts) = match details.error_info() {
            Some(info) => (info.reason.clone(), info.metadata.clone().into_iter().collect()),
            None => (String::new(), Vec::new()),
        };
        facts.sort();
        let fields = details.bad_request().map_or(&[][..], |bad| &bad.field_violations);
        Self {
            exit_code: super::Exit::of(status) as u8,
            code: Some(format!("{:?}", status.code())),
            hint: hint(&reason, status.code()),
            message_zh: details
                .localized_message()
                .map_or_else(|| usual_words(status.code()).to_owned(), |text| text.message.clone()),
            message: status.message().to_owned(),
            fields: fields
                .iter()
                .map(|one| Field { field: one.field.clone(), description: one.description.clone() })
                .collect(),
            request_id: details.request_info().map(|info| info.request_id.clone()),
            reason,
            facts,
        }
    }

    fn empty() -> Self {
        Self {
            exit_code: 0,
            code: None,
            reason: String::new(),
            message_zh: String::new(),
            message: String::new(),
            fields: Vec::new(),
            facts: Vec::new(),
            request_id: None,
            hint: None,
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "错误：{}", self.message_zh)?;
        match (self.reason.as_str(), &self.code) {
            ("", None) => writeln!(f, "  error: {}", self.message)?,
            ("", Some(code)) => writeln!(f, "  {code}: {}", self.message)?,
            (reason, _) => writeln!(f, "  {reason}: {}", self.message)?,
        }
        for Field { field, description } in &self.fields {
            writeln!(f, "  {field}: {description}")?;
        }
        for (key, value) in &self.facts {
            writeln!(f, "  {key} = {value}")?;
        }
        if let Some(id) = &self.request_id {
            writeln!(f, "  request id = {id}")?;
        }
        match self.hint {
            Some(hint) => writeln!(f, "  提示：{hint}"),
            None => Ok(()),
        }
    }
}

/// For an answer that came without words of its own, for example from the network.
fn usual_words(code: Code) -> &'static str {
    match code {
        Code::Unavailable => "服务不可达",
        Code::DeadlineExceeded => "服务没有按时答复",
        Code::ResourceExhausted => "服务繁忙，或内容过大",
        Code::Unimplemented => "该服务没有这个功能",
        Code::Cancelled => "连接中断",
        _ => "调用失败",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use tonic_types::ErrorDetails;

    use super::*;

    fn claimed_already() -> Failure {
        let mut details = ErrorDetails::new();
        let facts = HashMap::from([("claimed_by".to_owned(), "scjgj-01".to_owned())]);
        details
            .set_error_info("DELIVERY_ALREADY_CLAIMED", "shenguan.cn", facts)
            .set_localized_message("zh-CN", "已被 scjgj-01 认领（第二十二条（一））")
            .set_request_info("0199", "");
        Status::with_error_details(Code::FailedPrecondition, "claimed already (Art. 22(1))", details).into()
    }

    #[test]
    fn a_refusal_is_told_in_chinese_first_then_in_english_with_its_facts() {
        let text = Complaint::about(&claimed_already()).unwrap().to_string();
        assert_eq!(
            text,
            "错误：已被 scjgj-01 认领（第二十二条（一））\n  DELIVERY_ALREADY_CLAIMED: claimed already (Art. 22(1))\n  claimed_by = scjgj-01\n  request id = 0199\n"
        );
    }

    #[test]
    fn the_json_form_has_the_exit_code_and_the_reason() {
        let json: serde_json::Value =
            serde_json::from_str(&Complaint::about(&claimed_already()).unwrap().to_json()).unwrap();
        assert_eq!(json["error"]["exit_code"], 4);
        assert_eq!(json["error"]["reason"], "DELIVERY_ALREADY_CLAIMED");
        assert_eq!(json["error"]["facts"][0][0], "claimed_by");
    }

    #[test]
    fn each_wrong_field_has_a_line() {
        let mut details = ErrorDetails::new();
        details.add_bad_request_violation("decision.valid_to", "早于有效期自 / ends before it starts");
        let status = Status::with_error_details(Code::InvalidArgument, "wrong", details);
        let text = Complaint::about(&status.into()).unwrap().to_string();
        assert!(text.contains("\n  decision.valid_to: 早于有效期自 / ends before it starts\n"), "{text}");
    }

    #[test]
    fn nobody_is_told_when_the_reader_went_away() {
        assert_eq!(Complaint::about(&Failure::Unread), None);
    }
}
