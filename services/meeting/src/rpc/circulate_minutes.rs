//! CirculateMinutes.

use ids::MeetingId;
use jiff::{Span, Timestamp, civil::Date};
use prost::Message;
use proto::meeting::v1::{CirculateMinutesRequest, CirculateMinutesResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_day, parse_id};

use super::present_minutes;
use crate::{App, model::Step, operations, policy::paths};

/// The most days for comments.
const LONGEST: i32 = 60;

/// The office circulates the newest version (征求意见).
pub(super) async fn circulate_minutes(
    app: App,
    caller: Caller,
    request: CirculateMinutesRequest,
) -> Result<CirculateMinutesResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("meeting_id", &request.meeting_id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let until = until(&request.comments_until, step.at)?;
    let (rpc, request_id) = (paths::CIRCULATE_MINUTES, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let (outbox, read) = (app.doors.outbox.clone(), (id, request.version));
    let minutes = operations::circulate_minutes(write.tx(), &outbox, read, until, step).await??;
    let answer = CirculateMinutesResponse { minutes: Some(present_minutes::minutes(&minutes)) };
    write.commit(&[id.to_string()], answer).await
}

/// The last day for comments: today at the earliest, within so many days.
fn until(day: &str, now: Timestamp) -> Result<Date, Refusal> {
    let (day, today) = (parse_day("comments_until", day)?, clock::civil_date(now));
    let furthest = today.checked_add(Span::new().days(LONGEST)).unwrap_or(today);
    if (today..=furthest).contains(&day) {
        return Ok(day);
    }
    let (en, zh) = (format!("from {today} to {furthest}"), format!("须在{today}至{furthest}之间"));
    Err(Refusal::field("comments_until", "out_of_range", en, zh))
}
