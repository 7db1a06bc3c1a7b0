//! Notes that an official has read notices. No clock stops.

use ids::NoticeId;
use shell::{Context, Error};

use crate::store;

/// Returns how many of them the acting official had not read; those that the caller may not see are passed over.
pub(crate) async fn mark_notices_read(context: &mut Context<'_>, notices: &[NoticeId]) -> Result<u64, Error> {
    let official = context.official()?;
    Ok(store::notice::mark_read(context.tx, notices, &context.caller.unit, &official, context.now).await?)
}
