//! IssueMinutes.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{IssueMinutesRequest, IssueMinutesResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present_minutes;
use crate::{
    App,
    model::Step,
    operations::{self, Issuing},
    policy::paths,
};

/// The office issues the minutes (印发).
pub(super) async fn issue_minutes(
    app: App,
    caller: Caller,
    request: IssueMinutesRequest,
) -> Result<IssueMinutesResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("meeting_id", &request.meeting_id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let (calendar, outbox) = (app.reference.calendar(), app.doors.outbox.clone());
    let issuing = Issuing { outbox: &outbox, calendar: &calendar, step };
    let (rpc, request_id) = (paths::ISSUE_MINUTES, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let issued = operations::issue_minutes(write.tx(), (id, request.version), &issuing);
    let (minutes, resolutions) = Box::pin(issued).await??;
    let answer = IssueMinutesResponse {
        minutes: Some(present_minutes::minutes(&minutes)),
        resolution_ids: resolutions.iter().map(|resolution| resolution.id.to_string()).collect(),
    };
    write.commit(&[id.to_string()], answer).await
}
