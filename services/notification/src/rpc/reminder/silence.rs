//! For a while only the unit's leader is told of its duties outside the inbox (静默).

use jiff::{SignedDuration, Timestamp};
use proto::notification::v1::{SilenceRemindersRequest, SilenceRemindersResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_text, timestamp_from_proto};

use super::present::present_silence;
use crate::{App, operations};

/// The longest silence.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

impl Act<App> for SilenceRemindersRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let until = until(&self, context.now)?;
        let reason = parse_text("reason", &self.reason, 1000)?;
        let silence = operations::silence_reminders(context, until, reason).await?;
        let answer = SilenceRemindersResponse { silence: Some(present_silence(&silence)) };
        Ok(Done::with(silence.id, answer))
    }
}

fn until(request: &SilenceRemindersRequest, now: Timestamp) -> Result<Timestamp, Refusal> {
    let until = request.end_time.and_then(timestamp_from_proto);
    until.filter(|until| *until > now && *until <= now + LONGEST).ok_or_else(|| {
        let (en, zh) = ("an instant of the next 31 days", "须为今后31日内的时间");
        Refusal::field("end_time", "range", en, zh)
    })
}
