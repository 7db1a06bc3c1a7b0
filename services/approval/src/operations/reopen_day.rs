//! Lifts closures of days, and tells every service: open clocks are counted again.

use jiff::civil::Date;
use mailbox::Outbox;
use reference::Closure;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{Outcomes, close_day::save_and_tell};
use crate::store::lock::{self, Shared};

/// Lifts the closure of each day. One that is lifted already is given as it is.
pub(crate) async fn reopen_day(outbox: &Outbox, tx: &mut PgConnection, days: &[Date]) -> Outcomes<Closure> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    for day in days {
        let Some(mut closure) = reference::store::closure(tx, *day).await? else {
            outcomes.push(Err(Refusal::not_found("closure of the day", "该日的停止办公安排")));
            continue;
        };
        if !closure.lifted {
            closure.lifted = true;
            closure.version += 1;
            save_and_tell(outbox, tx, &closure).await?;
        }
        outcomes.push(Ok(closure));
    }
    Ok(outcomes)
}
