//! Names a deputy (代理) for an official.

use refusal::Refusal;
use sqlx::PgConnection;

use crate::{model::Deputy, store};

/// Names the deputy; refused where the official has one on one of the days.
pub(crate) async fn name_deputy(
    tx: &mut PgConnection,
    deputy: &Deputy,
) -> Result<Result<(), Refusal>, sqlx::Error> {
    let others = store::deputy::lock_days_of(tx, &deputy.unit, &deputy.official).await?;
    if let Some(other) = others.iter().find(|other| other.overlaps(deputy)) {
        let en = format!("there is a deputy from {} to {}", other.first_day, other.last_day);
        let zh = format!("{}至{}已有代理", other.first_day, other.last_day);
        return Ok(Err(Refusal::precondition("DEPUTY_OVERLAPS", &en, &zh)));
    }
    store::deputy::insert(tx, deputy).await?;
    Ok(Ok(()))
}
