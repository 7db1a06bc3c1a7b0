//! DelegateMeeting.

use ids::{MeetingId, SeatId};
use prost::Message;
use proto::meeting::v1::{DelegateMeetingRequest, DelegateMeetingResponse};
use shell::{Attempt, Caller, Error, Role, Write, parse_id};

use super::present_meeting;
use crate::{App, model::Step, operations, policy::paths, rules::seat_holder::Acting};

/// The chief convener lets a convener preside (联席会议制度三（一）2).
pub(super) async fn delegate_meeting(
    app: App,
    caller: Caller,
    request: DelegateMeetingRequest,
) -> Result<DelegateMeetingResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let seat: SeatId = parse_id("seat", &request.seat)?;
    let official = step.by.clone();
    let acting = Acting { unit: &caller.unit, official: &official, leads: caller.has(Role::Leader) };
    let (rpc, request_id) = (paths::DELEGATE_MEETING, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let meeting = operations::delegate_meeting(write.tx(), id, seat, acting, &step).await??;
    let answer = DelegateMeetingResponse { meeting: Some(present_meeting::meeting(&meeting, &[])) };
    write.commit(&[id.to_string()], answer).await
}
