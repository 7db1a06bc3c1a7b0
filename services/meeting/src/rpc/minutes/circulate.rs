//! The office circulates the newest version of the minutes, with a last day for comments (征求意见).

use ids::MeetingId;
use jiff::{Span, Timestamp, civil::Date};
use proto::meeting::v1::{CirculateMinutesRequest, CirculateMinutesResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_day, parse_id};

use super::present;
use crate::{App, operations};

/// The most days for comments.
const LONGEST: i32 = 60;

impl Act<App> for CirculateMinutesRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: MeetingId = parse_id("meeting_id", &self.meeting_id)?;
        let until = until(&self.comments_until, context.now)?;
        let minutes = operations::circulate_minutes(context, id, self.version, until).await?;
        let minutes = Some(present::minutes(&minutes));
        Ok(Done::with(id, CirculateMinutesResponse { minutes }))
    }
}

/// The last day for comments: today at the earliest, within so many days.
fn until(day: &str, now: Timestamp) -> Result<Date, Refusal> {
    let day = parse_day("comments_until", day)?;
    let today = clock::civil_date(now);
    let furthest = today.checked_add(Span::new().days(LONGEST)).unwrap_or(today);
    if (today..=furthest).contains(&day) {
        return Ok(day);
    }
    let (en, zh) = (format!("from {today} to {furthest}"), format!("须在{today}至{furthest}之间"));
    Err(Refusal::field("comments_until", "out_of_range", en, zh))
}
