//! OpenMeeting.

use ids::{MeetingId, SeatId};
use prost::Message;
use proto::meeting::v1::{OpenMeetingRequest, OpenMeetingResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present_meeting;
use crate::{
    App,
    model::Step,
    operations::{self, Opening},
    policy::paths,
};

/// The office records that a meeting was opened (召开).
pub(super) async fn open_meeting(
    app: App,
    caller: Caller,
    request: OpenMeetingRequest,
) -> Result<OpenMeetingResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let presided_by = match request.presided_by.as_str() {
        "" => None,
        seat => Some(parse_id::<SeatId>("presided_by", seat)?),
    };
    let opening = Opening { presided_by, late_agreed: request.late_materials_agreed };
    let (rpc, request_id) = (paths::OPEN_MEETING, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let outbox = app.doors.outbox.clone();
    let opened = operations::open_meeting(write.tx(), id, opening, step, (&app.quorum, &outbox));
    let (meeting, materials) = Box::pin(opened).await??;
    let answer = OpenMeetingResponse { meeting: Some(present_meeting::meeting(&meeting, &materials)) };
    write.commit(&[id.to_string()], answer).await
}
