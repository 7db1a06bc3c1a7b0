//! The one mapping of errors to gRPC status, with `google.rpc` details. Internals are logged, never shown.

use std::{collections::HashMap, time::Duration};

use refusal::{Kind, Refusal};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

use super::{error::Error, trace};

/// The domain of every reason.
const DOMAIN: &str = "shenguan.cn";
/// When to try again what failed for the moment.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// Details travel in a header, of which many clients take 8 KiB: the rest of a long list is only counted.
const MOST_VIOLATIONS: usize = 20;

impl From<Error> for Status {
    /// Logs a fault, once; a refusal is logged where it is recorded.
    fn from(error: Error) -> Self {
        match blamed(error) {
            Error::Refused(refusal) => refused(&refusal),
            Error::Database(error) if database::is_passing(&error) => {
                tracing::warn!(error = database::without_values(&error), "the database cannot answer now");
                unavailable()
            }
            Error::Database(error) => {
                tracing::error!(error = database::without_values(&error), "the database failed");
                internal()
            }
            Error::Fault(fault) => {
                tracing::error!(fault, "fault");
                internal()
            }
        }
    }
}

/// The error, put on whom it belongs to: a value that the database cannot store (SQLSTATE class 22, data exception) came
/// with the request, so it is a refusal and no fault.
pub(crate) fn blamed(error: Error) -> Error {
    let Error::Database(failure @ sqlx::Error::Database(cause)) = &error else { return error };
    if !cause.code().is_some_and(|sqlstate| sqlstate.starts_with("22")) {
        return error;
    }
    tracing::warn!(error = database::without_values(failure), "a value that cannot be stored");
    Error::Refused(Refusal::new(
        Kind::Invalid,
        "INVALID_FIELDS",
        "a value that cannot be stored, for example a NUL character or a date out of range",
        "含有无法保存的值，例如空字符（NUL）或超出范围的日期",
    ))
}

/// The status of a refusal.
pub(crate) fn refused(refusal: &Refusal) -> Status {
    let mut metadata: HashMap<String, String> =
        refusal.metadata.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    let mut details = ErrorDetails::new();
    let mut zh = refusal.zh.clone();
    if !refusal.violations.is_empty() {
        metadata.insert("violations".to_owned(), refusal.violations.len().to_string());
        details.set_bad_request(violations(refusal));
    }
    if let Some(article) = refusal.article {
        metadata.insert("article".to_owned(), article.en.to_owned());
        let subject = format!("{} {}", article.en, article.zh);
        details.add_precondition_failure_violation("ARTICLE", subject, refusal.en.clone());
        zh = format!("{zh}（{}）", article.zh);
    }
    details.set_error_info(refusal.reason, DOMAIN, metadata);
    status(code(refusal.kind), &refusal.to_string(), &zh, details)
}

/// The service cannot answer now.
pub(crate) fn unavailable() -> Status {
    let details = ErrorDetails::with_error_info("UNAVAILABLE", DOMAIN, HashMap::new());
    status(
        Code::Unavailable,
        "the service cannot answer now, try again",
        "服务暂时不可用，请稍后重试",
        details,
    )
}

/// The call took longer than any may.
pub(crate) fn too_long() -> Status {
    let details = ErrorDetails::with_error_info("UNAVAILABLE", DOMAIN, HashMap::new());
    status(Code::DeadlineExceeded, "the call took too long, try again", "处理超时，请稍后重试", details)
}

/// A fault of the platform.
fn internal() -> Status {
    let details = ErrorDetails::with_error_info("INTERNAL", DOMAIN, HashMap::new());
    status(Code::Internal, "a fault of the platform", "平台内部错误，请联系运维并提供请求编号", details)
}

fn status(code: Code, en: &str, zh: &str, mut details: ErrorDetails) -> Status {
    details.set_localized_message("zh-CN", zh);
    if let Some(id) = trace::id() {
        details.set_request_info(id, "");
    }
    if matches!(code, Code::Unavailable | Code::ResourceExhausted | Code::DeadlineExceeded) {
        details.set_retry_info(Some(RETRY_AFTER));
    }
    Status::with_error_details(code, en, details)
}

fn code(kind: Kind) -> Code {
    match kind {
        Kind::Invalid => Code::InvalidArgument,
        Kind::NotFound => Code::NotFound,
        Kind::Precondition => Code::FailedPrecondition,
        Kind::Conflict => Code::Aborted,
        Kind::Denied => Code::PermissionDenied,
        Kind::Unauthenticated => Code::Unauthenticated,
        Kind::Exhausted => Code::ResourceExhausted,
        Kind::Unavailable => Code::Unavailable,
    }
}

fn violations(refusal: &Refusal) -> Vec<FieldViolation> {
    let shown = refusal.violations.iter().take(MOST_VIOLATIONS);
    shown
        .map(|violation| FieldViolation {
            reason: violation.code.to_ascii_uppercase(),
            ..FieldViolation::new(&violation.field, format!("{} / {}", violation.en, violation.zh))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use refusal::{Violation, articles};

    use super::*;

    #[test]
    fn a_refusal_carries_its_reason_article_and_chinese_text() {
        let refusal = Refusal::precondition("DELIVERY_ALREADY_CLAIMED", "claimed already", "已被认领")
            .under(articles::ART_22_1)
            .with("claimed_by", "scjgj-01");
        let status = refused(&refusal);
        assert_eq!(
            (status.code(), status.message()),
            (Code::FailedPrecondition, "claimed already (Art. 22(1))")
        );
        let details = status.get_error_details();
        let info = details.error_info().unwrap();
        assert_eq!((info.reason.as_str(), info.domain.as_str()), ("DELIVERY_ALREADY_CLAIMED", "shenguan.cn"));
        assert_eq!(info.metadata["claimed_by"], "scjgj-01");
        let violation = &details.precondition_failure().unwrap().violations[0];
        assert_eq!(
            (violation.r#type.as_str(), violation.subject.as_str()),
            ("ARTICLE", "Art. 22(1) 第二十二条（一）")
        );
        let text = details.localized_message().unwrap();
        assert_eq!((text.locale.as_str(), text.message.as_str()), ("zh-CN", "已被认领（第二十二条（一））"));
    }

    #[test]
    fn each_wrong_field_is_named_in_both_languages() {
        let status =
            refused(&Refusal::field("decision.valid_to", "order", "ends before it starts", "早于有效期自"));
        let details = status.get_error_details();
        let violation = &details.bad_request().unwrap().field_violations[0];
        assert_eq!(violation.field, "decision.valid_to");
        assert_eq!(violation.reason, "ORDER");
        assert_eq!(violation.description, "ends before it starts / 早于有效期自");
    }

    #[test]
    fn a_long_list_of_wrong_fields_fits_into_a_header() {
        let violation = |n| Violation {
            field: format!("decision.personal.field_{n}"),
            code: "required",
            en: "must be given".to_owned(),
            zh: "必须填写".to_owned(),
        };
        let status = refused(&Refusal::invalid((0..100).map(violation).collect()));
        assert!(status.details().len() < 6 * 1024, "{}", status.details().len());
        assert_eq!(status.get_error_details().error_info().unwrap().metadata["violations"], "100");
    }

    #[test]
    fn a_lost_connection_is_worth_another_try_and_shows_nothing() {
        let error = std::io::Error::other("10.0.0.7 reset");
        let status = Status::from(Error::Database(sqlx::Error::Io(error)));
        assert_eq!(status.code(), Code::Unavailable);
        assert!(status.get_error_details().retry_info().is_some());
        assert!(!format!("{status:?}").contains("10.0.0.7"));
    }

    #[test]
    fn a_fault_shows_nothing_of_its_inside() {
        let status = Status::from(Error::Fault("exchange.push.kind of 7".to_owned()));
        assert_eq!(status.code(), Code::Internal);
        assert!(!format!("{status:?}").contains("exchange"));
        assert!(status.get_error_details().localized_message().is_some());
    }
}
