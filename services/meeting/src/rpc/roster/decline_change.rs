//! The office does not record a change of the roster, and says why (联席会议制度二).

use proto::meeting::v1::{DeclineSeatChangeRequest, DeclineSeatChangeResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{App, operations};

impl Act<App> for DeclineSeatChangeRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let reason = parse_text("reason", &self.reason, 1000)?;
        let change = operations::decline_seat_change(context, id, reason).await?;
        Ok(Done::with(id, DeclineSeatChangeResponse { change: Some(present::change(&change)) }))
    }
}
