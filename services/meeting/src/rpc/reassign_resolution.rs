//! The office has another unit lead a resolution (改派).

use proto::meeting::v1::{ReassignResolutionRequest, ReassignResolutionResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_day, parse_id, parse_paragraphs};

use super::present_resolution;
use crate::{
    App,
    operations::{self, Reassignment},
};

impl Act<App> for ReassignResolutionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let to = parse(app, &self)?;
        operations::must_be_office(context).await?;
        let calendar = app.reference.calendar();
        let directory = app.reference.directory();
        let resolution = operations::reassign_resolution(context, &calendar, &directory, id, to).await?;
        let resolution = Some(present_resolution::resolution(&resolution, context.now));
        Ok(Done::with(id, ReassignResolutionResponse { resolution }))
    }
}

fn parse(app: &App, request: &ReassignResolutionRequest) -> Result<Reassignment, Refusal> {
    let directory = app.reference.directory();
    let known = request.lead_unit.parse().ok();
    let known = known.filter(|unit| directory.unit(unit).is_some_and(|unit| unit.active));
    let unknown = || Refusal::field("lead_unit", "unknown", "no such unit", "没有这个单位");
    Ok(Reassignment {
        lead_unit: known.ok_or_else(unknown)?,
        due_on: parse_day("due_on", &request.due_on)?,
        reason: parse_paragraphs("reason", &request.reason, 300)?,
    })
}
