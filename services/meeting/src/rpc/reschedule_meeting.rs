//! RescheduleMeeting.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{RescheduleMeetingRequest, RescheduleMeetingResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::{plan_meeting::start, present_meeting};
use crate::{
    App,
    model::Step,
    operations::{self, Counting, Rescheduling},
    policy::paths,
};

/// The office moves a meeting (改期).
pub(super) async fn reschedule_meeting(
    app: App,
    caller: Caller,
    request: RescheduleMeetingRequest,
) -> Result<RescheduleMeetingResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let moving = Rescheduling {
        start_at: start(request.start_time, step.at)?,
        place: match request.place.as_str() {
            "" => None,
            place => Some(parse_text("place", place, 100)?),
        },
        reason: parse_text("reason", &request.reason, 300)?,
    };
    let calendar = app.reference.calendar();
    let counting = Counting { calendar: &calendar, reading: app.reading };
    let (rpc, request_id) = (paths::RESCHEDULE_MEETING, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let outbox = app.doors.outbox.clone();
    let moved = operations::reschedule_meeting(write.tx(), &outbox, id, moving, (&step, &counting));
    let (meeting, materials) = Box::pin(moved).await??;
    let answer = RescheduleMeetingResponse { meeting: Some(present_meeting::meeting(&meeting, &materials)) };
    write.commit(&[id.to_string()], answer).await
}
