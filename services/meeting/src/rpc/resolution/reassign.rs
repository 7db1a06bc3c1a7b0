//! The office has another unit lead a resolution (改派).

use proto::meeting::v1::{ReassignResolutionRequest, ReassignResolutionResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_day, parse_id, parse_paragraphs};

use super::present;
use crate::{
    App,
    operations::{self, Reassignment},
    rpc::known_units::known_unit,
};

impl Act<App> for ReassignResolutionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let to = parse(app, &self)?;
        let calendar = app.reference.calendar();
        let directory = app.reference.directory();
        let resolution = operations::reassign_resolution(context, &calendar, &directory, id, to).await?;
        let resolution = Some(present::resolution(&resolution, context.now));
        Ok(Done::with(id, ReassignResolutionResponse { resolution }))
    }
}

fn parse(app: &App, request: &ReassignResolutionRequest) -> Result<Reassignment, Refusal> {
    Ok(Reassignment {
        lead_unit: known_unit(app, "lead_unit", &request.lead_unit)?,
        due_on: parse_day("due_on", &request.due_on)?,
        reason: parse_paragraphs("reason", &request.reason, 300)?,
    })
}
