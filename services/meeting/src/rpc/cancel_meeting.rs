//! CancelMeeting.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{CancelMeetingRequest, CancelMeetingResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_meeting;
use crate::{App, model::Step, operations, policy::paths};

/// The office cancels a meeting (取消).
pub(super) async fn cancel_meeting(
    app: App,
    caller: Caller,
    request: CancelMeetingRequest,
) -> Result<CancelMeetingResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let reason = parse_text("reason", &request.reason, 300)?;
    let (rpc, request_id) = (paths::CANCEL_MEETING, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let outbox = app.doors.outbox.clone();
    let meeting = operations::cancel_meeting(write.tx(), &outbox, id, step, reason).await??;
    let answer = CancelMeetingResponse { meeting: Some(present_meeting::meeting(&meeting, &[])) };
    write.commit(&[id.to_string()], answer).await
}
