//! RequestExtension.

use ids::ResolutionId;
use jiff::{Span, Timestamp, civil::Date};
use prost::Message;
use proto::meeting::v1::{RequestExtensionRequest, RequestExtensionResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_day, parse_id, parse_text};

use super::present_resolution;
use crate::{App, model::Step, operations, policy::paths};

/// The lead unit asks for a later day (申请延期).
pub(super) async fn request_extension(
    app: App,
    caller: Caller,
    request: RequestExtensionRequest,
) -> Result<RequestExtensionResponse, Error> {
    let body = request.encode_to_vec();
    let id: ResolutionId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let later = (within_a_year(&request.to, step.at)?, parse_text("reason", &request.reason, 1000)?);
    let (rpc, request_id) = (paths::REQUEST_EXTENSION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let by = (caller.unit.clone(), step);
    let extension = operations::request_extension(write.tx(), id, later, by).await??;
    let answer = RequestExtensionResponse { extension: Some(present_resolution::extension(&extension)) };
    write.commit(&[id.to_string()], answer).await
}

/// The day, not further away than a year.
fn within_a_year(day: &str, now: Timestamp) -> Result<Date, Refusal> {
    let (day, today) = (parse_day("to", day)?, clock::civil_date(now));
    let furthest = today.checked_add(Span::new().years(1)).unwrap_or(today);
    if day <= furthest {
        return Ok(day);
    }
    let (en, zh) = (format!("by {furthest} at the latest"), format!("最迟为{furthest}"));
    Err(Refusal::field("to", "out_of_range", en, zh))
}
