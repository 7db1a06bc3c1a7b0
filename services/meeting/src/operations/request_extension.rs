//! The lead unit asks for a later day (申请延期).

use ids::{ExtensionId, ResolutionId, UnitCode};
use jiff::civil::Date;
use refusal::{Refusal, articles};
use sqlx::PgConnection;

use crate::{
    model::{Extension, ExtensionState, Step},
    rules::resolution_course::{ResolutionAct, may_be_extended, must_lead},
    store,
};

/// Keeps that it was asked for; one waits at a time.
pub(crate) async fn request_extension(
    tx: &mut PgConnection,
    id: ResolutionId,
    (to, reason): (Date, String),
    (unit, requested): (UnitCode, Step),
) -> Result<Result<Extension, Refusal>, sqlx::Error> {
    let Some(resolution) = store::resolution::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("resolution", "议定事项")));
    };
    let today = clock::civil_date(requested.at);
    let may = must_lead(resolution.lead_unit == unit)
        .and_then(|()| resolution.state.course().allows(ResolutionAct::Extend))
        .and_then(|()| may_be_extended(resolution.due.on, to, today));
    if let Err(refusal) = may {
        return Ok(Err(refusal));
    }
    let extension = Extension {
        id: ExtensionId::generate(),
        resolution: id,
        unit,
        from: resolution.due.on,
        to,
        reason,
        requested,
        state: ExtensionState::Requested,
    };
    if store::extension::insert(tx, &extension).await? {
        return Ok(Ok(extension));
    }
    let (en, zh) = ("another extension waits to be decided on", "已有待批的延期申请");
    Ok(Err(Refusal::precondition("RESOLUTION_STATE", en, zh).under(articles::MEETING_3_5)))
}
