//! Counts push clocks of decisions again once the calendar has changed: a year was loaded or corrected, a day closed or
//! reopened.

use exchange::{operations::duty_redated, rules::push_clock};
use ids::DutyId;
use sqlx::PgConnection;

use crate::{App, store};

/// Counts up to 500 clocks again, of decisions that wait to be routed and of those without a date (待定); gives how many.
/// Only a duty that is still open is said to have another date.
pub(super) async fn recount_decisions(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.exchange.reference.calendar();
    let mut clocks = store::push_clock::lock_to_recount(tx, calendar.version()).await?;
    let mut redated = Vec::new();
    for clock in &mut clocks {
        let now = clock.deadline.recounted(&push_clock::RULE, &calendar);
        let before = std::mem::replace(&mut clock.deadline, now);
        if clock.is_open && clock.deadline.due_at() != before.due_at() {
            let duty = DutyId::of(push_clock::RULE.kind, clock.decision.0).to_string();
            redated.push(duty_redated(duty, &before, &clock.deadline, &push_clock::RULE));
        }
    }
    store::push_clock::set_deadlines(tx, &clocks).await?;
    app.doors().outbox.send(tx, &redated).await?;
    Ok(clocks.len())
}
