//! ExplainLateness.

use prost::Message;
use proto::notification::v1::{ExplainLatenessRequest, ExplainLatenessResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::{present, remark::remark};
use crate::{App, operations, policy::paths, store};

/// Keeps why the caller's unit was late (Art. 28).
pub(super) async fn explain_lateness(
    app: App,
    caller: Caller,
    request: ExplainLatenessRequest,
) -> Result<ExplainLatenessResponse, Error> {
    let body = request.encode_to_vec();
    let ExplainLatenessRequest { request_id, validate_only, id, text: given } = request;
    let id = parse_id("id", &id)?;
    let now = app.doors.clock.now();
    let remark = remark(&caller, id, now, parse_text("text", &given, 1000)?, None)?;
    let attempt =
        Attempt { rpc: paths::EXPLAIN_LATENESS, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let duty = store::duty::find_all(write.tx(), Some(&caller.unit), &[id]).await?.pop();
    let duty = duty.filter(|duty| duty.owed_by == caller.unit);
    let duty = duty.ok_or_else(|| Refusal::not_found("duty of this unit", "本单位的义务"))?;
    operations::remark_on_lateness(write.tx(), &duty, &remark, now).await??;
    let answer = ExplainLatenessResponse { remark: Some(present::remark(&remark)) };
    write.commit(&[id.to_string()], answer).await
}
