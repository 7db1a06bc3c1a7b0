//! The chief convener lets a convener preside (联席会议制度三（一）2).

use proto::meeting::v1::{DelegateMeetingRequest, DelegateMeetingResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for DelegateMeetingRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let seat = parse_id("seat", &self.seat)?;
        let meeting = operations::delegate_meeting(context, id, seat).await?;
        let meeting = Some(present::meeting(&meeting, &[]));
        Ok(Done::with(id, DelegateMeetingResponse { meeting }))
    }
}
