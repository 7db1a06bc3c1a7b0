//! Reminds of duties whose time has come.

use shell::may_act_by_clock;
use sqlx::PgConnection;

use crate::{
    App,
    operations::{self, Reminding},
};

/// Decides about a batch of duties; gives how many. Call again while it gives more than none.
pub(super) async fn remind(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    if !may_act_by_clock(&app.doors.clock, tx).await? {
        return Ok(0);
    }
    let calendar = app.reference.calendar();
    let now = app.doors.clock.now();
    let directory = app.reference.directory();
    let (kinds, plans) = (&app.kinds, &app.plans);
    operations::remind(tx, &Reminding { kinds, plans, calendar: &calendar, directory: &directory, now }).await
}
