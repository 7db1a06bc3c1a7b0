//! A resolution is submitted by its lead unit (提交验收), accepted by the office (验收) or given back (退回补办).

use ids::{ReportId, ResolutionId, UnitCode};
use mailbox::Outbox;
use refusal::Refusal;
use sqlx::PgConnection;
use workdays::Calendar;

use super::resolution_due::{discharged, opened, resolution_due};
use crate::{
    model::{Report, Resolution, ResolutionState, Step},
    rules::{
        resolution_course::{ResolutionAct, must_lead},
        succession::SeatRole,
    },
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

/// Moves it, and keeps what was said. What is submitted ends the duty; what is given back is a duty anew, with the days that the office
/// had it.
pub(crate) async fn move_resolution(
    tx: &mut PgConnection,
    (outbox, calendar): (&Outbox, &Calendar),
    id: ResolutionId,
    moving: Moving,
    (unit, said): (UnitCode, Step),
) -> Result<Result<Resolution, Refusal>, sqlx::Error> {
    let Some(mut resolution) = store::resolution::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("resolution", "议定事项")));
    };
    let office = store::seat::on(tx, SeatRole::Office, clock::civil_date(said.at)).await?;
    let office = office.map(|seat| seat.unit.to_string()).unwrap_or_default();
    let (done, text) = match moving {
        Moving::Submit(evidence) => {
            let may = must_lead(resolution.lead_unit == unit);
            (may.and_then(|()| resolution.go(ResolutionAct::Submit, said.at)), evidence)
        }
        Moving::Accept => (resolution.go(ResolutionAct::Accept, said.at), String::new()),
        Moving::Reopen(reason) => (give_back(&mut resolution, &said, calendar), reason),
    };
    if let Err(refusal) = done {
        return Ok(Err(refusal));
    }
    store::resolution::save(tx, &resolution).await?;
    match resolution.state {
        ResolutionState::Submitted { at } => {
            outbox.send(tx, &[discharged(&resolution, at)]).await?;
        }
        ResolutionState::UnderWay { .. } => {
            outbox.send(tx, &[opened(&resolution, &office)]).await?;
        }
        ResolutionState::Accepted { .. } => {}
    }
    let to = Some(resolution.state.course());
    let report = Report { id: ReportId::generate(), resolution: id, unit, text, said, to };
    store::report::insert(tx, &report).await?;
    Ok(Ok(resolution))
}

fn give_back(resolution: &mut Resolution, said: &Step, calendar: &Calendar) -> Result<(), Refusal> {
    let days = (resolution.issued_at, resolution.due_after(said.at));
    let why = "经联席会议办公室退回补办，验收占用时间已扣除";
    let due = resolution_due(days, resolution.extensions, why, calendar)?;
    resolution.reopen(said.at, due)
}
