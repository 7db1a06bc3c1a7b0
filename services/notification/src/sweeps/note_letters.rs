//! Notes letters (督办函) in the ledger.

use sqlx::PgConnection;

use crate::{
    App,
    operations::{self, LedgerContext},
};

/// Notes a batch; returns how many. Call again while there are any.
pub(super) async fn note_letters(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.reference.calendar();
    let context = LedgerContext {
        office_hours: &app.office_hours,
        calendar: &calendar,
        directory: &app.reference.directory(),
        now: app.resources.clock.now(),
    };
    match operations::note_letters(tx, &context).await {
        Ok(noted) => Ok(noted),
        Err(rejected) => Err(sqlx::Error::Protocol(rejected.to_string())),
    }
}
