//! Reminds of duties whose time has come.

use shell::may_act_by_clock;
use sqlx::PgConnection;

use crate::{
    App,
    operations::{self, Timetable},
};

/// Decides about a batch of duties; gives how many. Call again while it gives more than none.
pub(super) async fn remind(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    if !may_act_by_clock(&app.doors.clock, tx).await? {
        return Ok(0);
    }
    let calendar = app.reference.calendar();
    let by = Timetable { kinds: &app.kinds, plans: &app.plans, calendar: &calendar };
    operations::remind(tx, &by, &app.reference.directory(), app.doors.clock.now()).await
}
