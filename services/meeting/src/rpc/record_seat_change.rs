//! RecordSeatChange.

use ids::SeatChangeId;
use prost::Message;
use proto::meeting::v1::{RecordSeatChangeRequest, RecordSeatChangeResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present;
use crate::{App, operations, policy::paths};

/// The office records a change of the roster (联席会议制度二).
pub(super) async fn record_seat_change(
    app: App,
    caller: Caller,
    request: RecordSeatChangeRequest,
) -> Result<RecordSeatChangeResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let id: SeatChangeId = parse_id("id", &request.id)?;
    let by = caller.acting_official()?;
    let (rpc, request_id) = (paths::RECORD_SEAT_CHANGE, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let (change, seat) = operations::record_seat_change(write.tx(), id, by, now).await??;
    let answer = RecordSeatChangeResponse {
        change: Some(present::change(&change)),
        seat: seat.as_ref().map(present::seat),
    };
    write.commit(&[id.to_string()], answer).await
}
