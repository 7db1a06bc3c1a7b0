//! A unit says how far a resolution is (进展).

use ids::{ReportId, ResolutionId, UnitCode};
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Report, Resolution, Step},
    rules::resolution_course::{ResolutionAct, may_report},
    store,
};

/// Keeps what is said; gives the resolution.
pub(crate) async fn report_progress(
    tx: &mut PgConnection,
    id: ResolutionId,
    unit: UnitCode,
    text: String,
    said: Step,
) -> Result<Result<Resolution, Refusal>, sqlx::Error> {
    let resolution = store::resolution::find(tx, id).await?;
    let Some(resolution) = resolution.filter(|resolution| resolution.is_carried_out_by(&unit)) else {
        return Ok(Err(Refusal::not_found("resolution", "议定事项")));
    };
    let made = store::report::of_resolution(tx, id).await?.len();
    let may = resolution.state.course().allows(ResolutionAct::Report);
    if let Err(refusal) = may.and_then(|()| may_report(made)) {
        return Ok(Err(refusal));
    }
    let report = Report { id: ReportId::generate(), resolution: id, unit, text, said, to: None };
    store::report::insert(tx, &report).await?;
    Ok(Ok(resolution))
}
