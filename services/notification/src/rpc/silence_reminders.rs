//! SilenceReminders.

use ids::SilenceId;
use jiff::{SignedDuration, Timestamp};
use prost::Message;
use proto::notification::v1::{SilenceRemindersRequest, SilenceRemindersResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_text, timestamp_from_proto};

use super::present_rerouting;
use crate::{App, model::Silence, operations, policy::paths};

/// The longest silence.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Until then only the unit's leader is told of its duties outside the inbox.
pub(super) async fn silence_reminders(
    app: App,
    caller: Caller,
    request: SilenceRemindersRequest,
) -> Result<SilenceRemindersResponse, Error> {
    let body = request.encode_to_vec();
    let now = app.doors.clock.now();
    let silence = Silence {
        id: SilenceId::generate(),
        unit: caller.unit.clone(),
        official: caller.acting_official()?,
        until: until(&request, now)?,
        reason: parse_text("reason", &request.reason, 1000)?,
        created_at: now,
        ended_by: None,
    };
    let (rpc, request_id) = (paths::SILENCE_REMINDERS, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::silence_reminders(write.tx(), &silence).await?;
    let answer = SilenceRemindersResponse { silence: Some(present_rerouting::silence(&silence)) };
    write.commit(&[silence.id.to_string()], answer).await
}

fn until(request: &SilenceRemindersRequest, now: Timestamp) -> Result<Timestamp, Refusal> {
    let until = request.end_time.and_then(timestamp_from_proto);
    until.filter(|until| *until > now && *until <= now + LONGEST).ok_or_else(|| {
        let (en, zh) = ("an instant of the next 31 days", "须为今后31日内的时间");
        Refusal::field("end_time", "range", en, zh)
    })
}
