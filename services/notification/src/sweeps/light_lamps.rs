//! Counts lamps again once this service's calendar has changed: a year was loaded or corrected, a day closed or reopened.
//! A lamp that could not be said before, since the calendar ended, is said then.

use sqlx::PgConnection;

use crate::{App, model::Recount, store};

const PAGE: i64 = 500;

/// Counts the lamps of up to 500 duties again; returns how many. Call again while there are any.
pub(super) async fn light_lamps(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.reference.calendar();
    store::ledger::lock(tx).await?;
    let mut counts = Vec::new();
    for (id, deadline) in store::lamp::lock_older(tx, calendar.version(), PAGE).await? {
        counts.extend(Recount::read(id, deadline, &app.office_hours, &calendar));
    }
    store::lamp::set_all(tx, &counts).await?;
    Ok(counts.len())
}
