//! The office moves a meeting (改期).

use proto::meeting::v1::{RescheduleMeetingRequest, RescheduleMeetingResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::{plan::start, present};
use crate::{
    App,
    operations::{self, NewDate},
    rpc::given::given,
};

impl Act<App> for RescheduleMeetingRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let to = NewDate {
            start_at: start(self.start_time, context.now)?,
            place: given(&self.place, |place| parse_text("place", place, 100))?,
            reason: parse_text("reason", &self.reason, 300)?,
        };
        let calendar = app.reference.calendar();
        let (meeting, materials) =
            operations::reschedule_meeting(context, id, to, &calendar, app.reading).await?;
        let meeting = Some(present::meeting(&meeting, &materials));
        Ok(Done::with(id, RescheduleMeetingResponse { meeting }))
    }
}
