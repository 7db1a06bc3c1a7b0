//! Counts push clocks of decisions again once the calendar has changed: a year was loaded or corrected, a day closed or
//! reopened.

use shell::Serves;
use sqlx::PgConnection;

use crate::{App, store};

/// Counts up to 500 clocks again, of decisions that wait to be routed and of those without a date (待定); returns how many.
/// Only a duty that is still open is said to have another date.
pub(super) async fn recount_decisions(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.exchange.reference.calendar();
    let mut clocks = store::push_clock::lock_to_recount(tx, calendar.version()).await?;
    let mut messages = app.resources().outbox.messages();
    for clock in &mut clocks {
        if let Some(redated) = clock.duty.recount(&calendar, clock.is_open) {
            messages.say(&redated);
        }
    }
    store::push_clock::set_deadlines(tx, &clocks).await?;
    app.resources().outbox.send_all(tx, messages).await?;
    Ok(clocks.len())
}
