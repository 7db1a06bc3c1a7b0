//! A resolution is submitted by its lead unit (提交验收), accepted by the office (验收) or given back (退回补办).

use ids::{ReportId, ResolutionId, UnitCode};
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;

use super::resolution_due::discharged;
use crate::{
    model::{Report, Resolution, ResolutionState, Step},
    rules::resolution_course::{ResolutionAct, must_lead},
    store,
};

/// What is done with it.
pub(crate) enum Moving {
    /// It is done, and this is by what that is seen.
    Submit(String),
    /// What was submitted is enough.
    Accept,
    /// It is not, and this is why.
    Reopen(String),
}

/// Moves it, and keeps what was said; the acceptance ends the duty, as of when it was submitted.
pub(crate) async fn move_resolution(
    tx: &mut PgConnection,
    outbox: &Outbox,
    id: ResolutionId,
    moving: Moving,
    (unit, said): (UnitCode, Step),
) -> Result<Result<Resolution, Refusal>, sqlx::Error> {
    let Some(mut resolution) = store::resolution::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("resolution", "议定事项")));
    };
    let (act, leads, text) = match moving {
        Moving::Submit(evidence) => (ResolutionAct::Submit, resolution.lead_unit == unit, evidence),
        Moving::Accept => (ResolutionAct::Accept, true, String::new()),
        Moving::Reopen(reason) => (ResolutionAct::Reopen, true, reason),
    };
    if let Err(refusal) = must_lead(leads).and_then(|()| resolution.go(act, said.at)) {
        return Ok(Err(refusal));
    }
    store::resolution::save(tx, &resolution).await?;
    let to = Some(resolution.state.course());
    let report = Report { id: ReportId::generate(), resolution: id, unit, text, said, to };
    store::report::insert(tx, &report).await?;
    if let ResolutionState::Accepted { submitted_at, .. } = resolution.state {
        outbox.send(tx, &[discharged(&resolution, submitted_at)]).await?;
    }
    Ok(Ok(resolution))
}
