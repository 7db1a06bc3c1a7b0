//! Ends the days of a deputy (代理) early.

use ids::{DeputyId, UnitCode};
use jiff::civil::Date;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{model::Deputy, store};

/// Whoever was away is back today; refused once the days are over.
pub(crate) async fn end_deputy(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DeputyId,
    today: Date,
) -> Result<Result<Deputy, Refusal>, sqlx::Error> {
    let Some(mut deputy) = store::deputy::lock(tx, unit, id).await? else {
        return Ok(Err(Refusal::not_found("deputy", "代理")));
    };
    if let Err(refusal) = deputy.end(today) {
        return Ok(Err(refusal));
    }
    store::deputy::save_last_day(tx, &deputy).await?;
    Ok(Ok(deputy))
}
