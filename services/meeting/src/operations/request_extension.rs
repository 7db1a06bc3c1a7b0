//! The lead unit asks for a later day (申请延期).

use ids::{ExtensionId, ResolutionId};
use jiff::civil::Date;
use refusal::{Refusal, articles};
use shell::{Context, Error};

use crate::{
    model::{Extension, ExtensionState, Step},
    rules::resolution_course::{ResolutionAct, may_be_extended, must_lead},
    store,
};

/// Keeps that it was asked for; one waits at a time.
pub(crate) async fn request_extension(
    context: &mut Context<'_>,
    id: ResolutionId,
    to: Date,
    reason: String,
) -> Result<Extension, Error> {
    let resolution = store::resolution::lock(context.tx, id).await?;
    let resolution = resolution.ok_or_else(|| Refusal::not_found("resolution", "议定事项"))?;
    must_lead(resolution.lead_unit == context.caller.unit)?;
    resolution.state.course().allows(ResolutionAct::Extend)?;
    may_be_extended(resolution.due_on(), to, clock::civil_date(context.now))?;
    let extension = Extension {
        id: ExtensionId::generate(),
        resolution: id,
        unit: context.caller.unit.clone(),
        from: resolution.due_on(),
        to,
        reason,
        requested: Step::of(context)?,
        state: ExtensionState::Requested,
    };
    if store::extension::insert(context.tx, &extension).await? {
        return Ok(extension);
    }
    let en = "another extension waits to be decided on";
    let waits = Refusal::precondition("RESOLUTION_STATE", en, "已有待批的延期申请");
    Err(waits.under(articles::MEETING_3_5).into())
}
