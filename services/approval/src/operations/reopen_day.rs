//! Lifts the closure of a day, and tells every service: open clocks are counted again.

use jiff::civil::Date;
use reference::Closure;
use refusal::Refusal;
use shell::{Context, Error};

use super::close_day::save_and_tell;
use crate::store::lock::{self, Shared};

/// Lifts the closure of the day. One that is lifted already is given as it is.
pub(crate) async fn reopen_day(context: &mut Context<'_>, day: Date) -> Result<Closure, Error> {
    lock::take(context.tx, Shared::Directory).await?;
    let mut closure = reference::store::closure(context.tx, day)
        .await?
        .ok_or_else(|| Refusal::not_found("closure of the day", "该日的停止办公安排"))?;
    if !closure.lifted {
        closure.lifted = true;
        closure.version += 1;
        save_and_tell(context, &closure).await?;
    }
    Ok(closure)
}
