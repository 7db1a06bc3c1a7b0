//! The office records that a meeting was opened (召开).

use proto::meeting::v1::{OpenMeetingRequest, OpenMeetingResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations, rpc::given::given};

impl Act<App> for OpenMeetingRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let presided_by = given(&self.presided_by, |seat| parse_id("presided_by", seat))?;
        let late_agreed = self.late_materials_agreed;
        let (meeting, materials) =
            operations::open_meeting(context, id, presided_by, late_agreed, &app.quorum).await?;
        let meeting = Some(present::meeting(&meeting, &materials));
        Ok(Done::with(id, OpenMeetingResponse { meeting }))
    }
}
