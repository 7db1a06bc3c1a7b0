//! Ends the days of a deputy (代理) early.

use ids::DeputyId;
use refusal::Refusal;
use shell::{Context, Error};

use super::name_deputy::must_speak_for;
use crate::{model::Deputy, store};

/// Whoever was away is back today; refused once the days are over.
pub(crate) async fn end_deputy(context: &mut Context<'_>, id: DeputyId) -> Result<Deputy, Error> {
    let deputy = store::deputy::lock(context.tx, &context.caller.unit, id).await?;
    let mut deputy = deputy.ok_or_else(|| Refusal::not_found("deputy", "代理"))?;
    must_speak_for(context.caller, &deputy.official)?;
    deputy.end(clock::civil_date(context.now))?;
    store::deputy::save_last_day(context.tx, &deputy).await?;
    Ok(deputy)
}
