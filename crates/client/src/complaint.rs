//! A refusal or a failure is told in both languages, with all that the service said of it.

use std::fmt;

use serde::Serialize;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::hint::hint;

/// What people are told; the keys of its JSON form are a promise to scripts.
#[derive(Serialize, PartialEq, Eq, Default, Debug)]
pub struct Complaint {
    /// The gRPC code; absent when no service was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The stable reason; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// For officials.
    pub message_zh: String,
    /// For programs and their authors.
    pub message: String,
    /// What is missing or wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Facts of the refusal by name, in the order of the names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(String, String)>,
    /// By which operators find the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What the caller can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<&'static str>,
}

/// A field that is missing or wrong.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its path in the request.
    pub field: String,
    /// What is wrong, in both languages.
    pub description: String,
}

impl Complaint {
    /// What a service said, or what is usually said of an answer without words.
    pub fn of(status: &Status) -> Self {
        let details = status.get_error_details();
        let (reason, mut facts) = match details.error_info() {
            Some(info) => (info.reason.clone(), info.metadata.clone().into_iter().collect()),
            None => (String::new(), Vec::new()),
        };
        facts.sort();
        let fields = details.bad_request().map_or(&[][..], |bad| &bad.field_violations);
        Self {
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

    /// One line, both languages.
    pub fn in_short(&self) -> String {
        format!("{} / {}", self.message_zh, self.message)
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

    fn claimed_already() -> Complaint {
        let mut details = ErrorDetails::new();
        let facts = HashMap::from([("claimed_by".to_owned(), "scjgj-01".to_owned())]);
        details
            .set_error_info("DELIVERY_ALREADY_CLAIMED", "shenguan.cn", facts)
            .set_localized_message("zh-CN", "已被 scjgj-01 认领（第二十二条（一））")
            .set_request_info("0199", "");
        let english = "claimed already (Art. 22(1))";
        Complaint::of(&Status::with_error_details(Code::FailedPrecondition, english, details))
    }

    #[test]
    fn a_refusal_is_told_in_chinese_first_then_in_english_with_its_facts() {
        assert_eq!(
            claimed_already().to_string(),
            "错误：已被 scjgj-01 认领（第二十二条（一））\n  DELIVERY_ALREADY_CLAIMED: claimed already (Art. 22(1))\n  claimed_by = scjgj-01\n  request id = 0199\n"
        );
    }

    #[test]
    fn the_json_form_has_the_reason_and_the_facts_and_no_empty_keys() {
        let json = serde_json::to_value(claimed_already()).unwrap();
        assert_eq!(json["reason"], "DELIVERY_ALREADY_CLAIMED");
        assert_eq!(json["facts"][0][0], "claimed_by");
        assert!(json.get("fields").is_none() && json.get("hint").is_none(), "{json}");
    }

    #[test]
    fn each_wrong_field_has_a_line() {
        let mut details = ErrorDetails::new();
        details.add_bad_request_violation("decision.valid_to", "早于有效期自 / ends before it starts");
        let status = Status::with_error_details(Code::InvalidArgument, "wrong", details);
        let text = Complaint::of(&status).to_string();
        assert!(text.contains("\n  decision.valid_to: 早于有效期自 / ends before it starts\n"), "{text}");
    }
}
