//! Ends a silence (静默) before its time.

use ids::SilenceId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{model::Silence, store};

/// Ends a silence of the caller's unit; refused once it has ended.
pub(crate) async fn end_silence(context: &mut Context<'_>, id: SilenceId) -> Result<Silence, Error> {
    let silence = store::silence::lock(context.tx, &context.caller.unit, id).await?;
    let mut silence = silence.ok_or_else(|| Refusal::not_found("silence", "静默"))?;
    silence.end(context.official()?, context.now)?;
    store::silence::save_end(context.tx, &silence).await?;
    Ok(silence)
}
