//! The lead unit asks for a later day, within a year (申请延期).

use jiff::{Span, Timestamp, civil::Date};
use proto::meeting::v1::{RequestExtensionRequest, RequestExtensionResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_day, parse_id, parse_text};

use super::present;
use crate::{App, operations};

impl Act<App> for RequestExtensionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let to = within_a_year(&self.to, context.now)?;
        let reason = parse_text("reason", &self.reason, 1000)?;
        let extension = operations::request_extension(context, id, to, reason).await?;
        let extension = Some(present::extension(&extension));
        Ok(Done::with(id, RequestExtensionResponse { extension }))
    }
}

/// The day, not further away than a year.
fn within_a_year(day: &str, now: Timestamp) -> Result<Date, Refusal> {
    let day = parse_day("to", day)?;
    let today = clock::civil_date(now);
    let furthest = today.checked_add(Span::new().years(1)).unwrap_or(today);
    if day <= furthest {
        return Ok(day);
    }
    let (en, zh) = (format!("by {furthest} at the latest"), format!("最迟为{furthest}"));
    Err(Refusal::field("to", "out_of_range", en, zh))
}
