//! RecordFinding.

use prost::Message;
use proto::notification::v1::{Finding as Found, RecordFindingRequest, RecordFindingResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::{present, remark::remark};
use crate::{App, model::Finding, operations, policy::paths, store};

/// Keeps what the office finds of a lateness (Art. 28).
pub(super) async fn record_finding(
    app: App,
    caller: Caller,
    request: RecordFindingRequest,
) -> Result<RecordFindingResponse, Error> {
    let body = request.encode_to_vec();
    let found = request.finding();
    let RecordFindingRequest { request_id, validate_only, id, text: given, .. } = request;
    let id = parse_id("id", &id)?;
    let now = app.doors.clock.now();
    let remark = remark(&caller, id, now, parse_text("text", &given, 1000)?, Some(finding(found)?))?;
    let attempt = Attempt { rpc: paths::RECORD_FINDING, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let duty = store::duty::find_all(write.tx(), None, &[id]).await?.pop();
    let duty = duty.ok_or_else(|| Refusal::not_found("duty", "义务"))?;
    operations::remark_on_lateness(write.tx(), &duty, &remark, now).await??;
    let answer = RecordFindingResponse { remark: Some(present::remark(&remark)) };
    write.commit(&[id.to_string()], answer).await
}

fn finding(found: Found) -> Result<Finding, Refusal> {
    match found {
        Found::Unspecified => {
            Err(Refusal::field("finding", "required", "say what is found", "请选择认定结果"))
        }
        Found::Outage => Ok(Finding::Outage),
        Found::Ruling => Ok(Finding::Ruling),
        Found::Reason => Ok(Finding::Reason),
        Found::NotExcused => Ok(Finding::NotExcused),
    }
}
