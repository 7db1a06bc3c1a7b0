//! InviteToMeeting.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{InviteToMeetingRequest, InviteToMeetingResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present_meeting;
use crate::{
    App,
    model::Step,
    operations::{self, Counting},
    policy::paths,
};

/// The office invites (会议通知).
pub(super) async fn invite_to_meeting(
    app: App,
    caller: Caller,
    request: InviteToMeetingRequest,
) -> Result<InviteToMeetingResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let calendar = app.reference.calendar();
    let counting = Counting { calendar: &calendar, reading: app.reading };
    let (rpc, request_id) = (paths::INVITE_TO_MEETING, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let outbox = app.doors.outbox.clone();
    let invited = operations::invite_to_meeting(write.tx(), &outbox, id, step, &counting);
    let (meeting, participants) = Box::pin(invited).await??;
    let answer = InviteToMeetingResponse {
        meeting: Some(present_meeting::meeting(&meeting, &[])),
        participants: participants.iter().map(present_meeting::participant).collect(),
    };
    write.commit(&[id.to_string()], answer).await
}
