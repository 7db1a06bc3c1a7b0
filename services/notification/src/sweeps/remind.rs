//! Reminds of duties whose time has come.

use shell::may_act_by_clock;
use sqlx::PgConnection;

use crate::{
    App,
    operations::{self, Timetable},
};

/// Decides about a batch of duties; returns how many. Call again while there are any.
pub(super) async fn remind(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    if !may_act_by_clock(&app.resources.clock, tx).await? {
        return Ok(0);
    }
    let calendar = app.reference.calendar();
    let by = Timetable { kinds: &app.kinds, plans: &app.plans, calendar: &calendar };
    operations::remind(tx, &by, &app.reference.directory(), app.resources.clock.now()).await
}
