//! Why the platform says no: a stable reason, the field or the article, and the text in English and Chinese.
//!
//! Rules and transitions return a [`Refusal`]; `shell` turns it into a gRPC status with `google.rpc` details. A refusal
//! never holds personal data: it names the field, not its value.

mod article;
mod hidden;

use std::fmt;

pub use article::{Article, articles};
pub use hidden::is_hidden;

/// What kind of no it is; decides the gRPC code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Fields are missing or wrong: `INVALID_ARGUMENT`.
    Invalid,
    /// It does not exist, or is not the caller's: `NOT_FOUND`.
    NotFound,
    /// The state does not allow it: `FAILED_PRECONDITION`.
    Precondition,
    /// The record changed since it was read: `ABORTED`.
    Conflict,
    /// The role does not allow it: `PERMISSION_DENIED`.
    Denied,
    /// Nobody known is calling: `UNAUTHENTICATED`.
    Unauthenticated,
    /// A limit was reached: `RESOURCE_EXHAUSTED`.
    Exhausted,
    /// It cannot be answered now; the same call may go through later: `UNAVAILABLE`.
    Unavailable,
}

/// One field that is missing or wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Path of the field in the request, for example `decision.valid_to`.
    pub field: String,
    /// Stable code, for example `required`.
    pub code: &'static str,
    /// What is wrong, in English.
    pub en: String,
    /// What is wrong, in Chinese.
    pub zh: String,
}

impl Violation {
    /// A violation of `field`.
    pub fn new(
        field: impl Into<String>,
        code: &'static str,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) -> Self {
        Self { field: field.into(), code, en: en.into(), zh: zh.into() }
    }
}

/// A refusal: the answer is no, nothing was changed, and this is why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What kind of no.
    pub kind: Kind,
    /// Stable reason, a name of `shenguan.type.v1.ErrorReason` without its prefix.
    pub reason: &'static str,
    /// The article that the rule comes from.
    pub article: Option<Article>,
    /// For [`Kind::Invalid`]: each wrong field.
    pub violations: Vec<Violation>,
    /// The text in English: lowercase, no full stop.
    pub en: String,
    /// The text in Chinese, for officials.
    pub zh: String,
    /// Facts for programs, for example who has claimed it. Never personal data of applicants.
    pub metadata: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal of `kind` for a stable `reason`.
    pub fn new(kind: Kind, reason: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            kind,
            reason,
            article: None,
            violations: Vec::new(),
            en: en.into(),
            zh: zh.into(),
            metadata: Vec::new(),
        }
    }

    /// Fields are missing or wrong. `violations` must not be empty.
    pub fn invalid(violations: Vec<Violation>) -> Self {
        let (en, zh) = match violations.as_slice() {
            [one] => (format!("{}: {}", one.field, one.en), format!("{}：{}", one.field, one.zh)),
            many => (
                format!("{} fields are missing or wrong", many.len()),
                format!("有{}个字段缺失或错误", many.len()),
            ),
        };
        Self { violations, ..Self::new(Kind::Invalid, "INVALID_FIELDS", en, zh) }
    }

    /// One field is missing or wrong.
    pub fn field(
        field: impl Into<String>,
        code: &'static str,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) -> Self {
        Self::invalid(vec![Violation::new(field, code, en, zh)])
    }

    /// It does not exist, or is not the caller's: one answer for both, so that nothing leaks.
    pub fn not_found(what_en: &str, what_zh: &str) -> Self {
        Self::new(Kind::NotFound, "NOT_FOUND", format!("no such {what_en}"), format!("没有这个{what_zh}"))
    }

    /// The state does not allow it.
    pub fn precondition(reason: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::new(Kind::Precondition, reason, en, zh)
    }

    /// Names the article of the rule.
    #[must_use]
    pub fn under(self, article: Article) -> Self {
        Self { article: Some(article), ..self }
    }

    /// The text in Chinese with its article, for officials.
    pub fn zh_with_article(&self) -> String {
        match self.article {
            Some(article) => format!("{}（{}）", self.zh, article.zh),
            None => self.zh.clone(),
        }
    }

    /// Adds a fact for programs.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.metadata.push((key, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)?;
        match self.article {
            Some(article) => write!(f, " ({})", article.en),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_prints_its_article() {
        let refusal = Refusal::precondition("DELIVERY_ALREADY_CLAIMED", "claimed already", "已被认领")
            .under(articles::ART_22_1)
            .with("claimed_by", "scjgj-01");
        assert_eq!(refusal.to_string(), "claimed already (Art. 22(1))");
        assert_eq!(refusal.metadata, [("claimed_by", "scjgj-01".to_owned())]);
    }

    #[test]
    fn one_wrong_field_is_named_in_the_text() {
        let refusal = Refusal::field("decision.valid_to", "order", "ends before it starts", "早于有效期自");
        assert_eq!(refusal.en, "decision.valid_to: ends before it starts");
        assert_eq!(refusal.violations.len(), 1);
    }
}
