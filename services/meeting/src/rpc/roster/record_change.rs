//! The office records a change of the roster (联席会议制度二).

use proto::meeting::v1::{RecordSeatChangeRequest, RecordSeatChangeResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for RecordSeatChangeRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let (change, seat) = operations::record_seat_change(context, id).await?;
        let answer = RecordSeatChangeResponse {
            change: Some(present::change(&change)),
            seat: seat.as_ref().map(present::seat),
        };
        Ok(Done::with(id, answer))
    }
}
