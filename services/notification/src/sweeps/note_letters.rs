//! Notes letters (督办函) in the ledger.

use sqlx::PgConnection;

use crate::{
    App,
    operations::{self, Noting},
};

/// Notes a batch; gives how many. Call again while it gives more than none.
pub(super) async fn note_letters(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = app.reference.calendar();
    let (directory, now) = (app.reference.directory(), app.doors.clock.now());
    let noting = Noting { office_hours: &app.office_hours, calendar: &calendar, directory: &directory, now };
    match operations::note_letters(tx, &noting).await {
        Ok(noted) => Ok(noted),
        Err(rejected) => Err(sqlx::Error::Protocol(rejected.to_string())),
    }
}
