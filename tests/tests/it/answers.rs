//! What a refusal says.

use anyhow::Context;
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// The stable reason of a refusal; empty where the status is not one of the platform's.
pub(crate) fn reason(status: &Status) -> String {
    status.get_details_error_info().map(|info| info.reason).unwrap_or_default()
}

/// A fact that the refusal carries for programs.
pub(crate) fn fact(status: &Status, name: &str) -> anyhow::Result<String> {
    let info = status.get_details_error_info().context("no reason")?;
    info.metadata.get(name).cloned().with_context(|| format!("no {name} in {:?}", info.metadata))
}

/// The wrong fields that the refusal names.
pub(crate) fn fields(status: &Status) -> Vec<String> {
    let found = status.get_details_bad_request().map(|wrong| wrong.field_violations).unwrap_or_default();
    found.into_iter().map(|violation| violation.field).collect()
}

/// The text for people.
pub(crate) fn chinese(status: &Status) -> String {
    status.get_details_localized_message().map(|text| text.message).unwrap_or_default()
}

/// Whether nobody can say what became of the call: it may be tried again under the same `request_id`.
pub(crate) fn is_passing(status: &Status) -> bool {
    match reason(status).as_str() {
        "UNAVAILABLE" | "TOO_MANY_REQUESTS" => true,
        // Not a word of the platform's: the connection broke.
        "" => !matches!(status.code(), Code::InvalidArgument | Code::Unauthenticated | Code::Unimplemented),
        _ => false,
    }
}
