//! DeclineSeatChange.

use ids::SeatChangeId;
use prost::Message;
use proto::meeting::v1::{DeclineSeatChangeRequest, DeclineSeatChangeResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present;
use crate::{App, operations, policy::paths};

/// The office does not record a change of the roster, and says why (联席会议制度二).
pub(super) async fn decline_seat_change(
    app: App,
    caller: Caller,
    request: DeclineSeatChangeRequest,
) -> Result<DeclineSeatChangeResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let id: SeatChangeId = parse_id("id", &request.id)?;
    let (by, reason) = (caller.acting_official()?, parse_text("reason", &request.reason, 1000)?);
    let (rpc, request_id) = (paths::DECLINE_SEAT_CHANGE, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let change = operations::decline_seat_change(write.tx(), id, by, now, reason).await??;
    let answer = DeclineSeatChangeResponse { change: Some(present::change(&change)) };
    write.commit(&[id.to_string()], answer).await
}
