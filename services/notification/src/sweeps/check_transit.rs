//! Asks whether what seems overdue has been done (在途核对), and counts the duties that wait for the answer.

use shell::may_act_by_clock;
use sqlx::PgConnection;

use crate::{App, metrics, operations, store};

/// Returns how many services were asked.
pub(super) async fn check_transit(app: &App, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    if !may_act_by_clock(&app.resources.clock, tx).await? {
        return Ok(0);
    }
    let asked = operations::check_transit(tx, &app.resources.outbox, app.resources.clock.now()).await?;
    for (service, held) in store::transit_check::count_held(tx).await? {
        metrics::held(service, held);
    }
    Ok(asked)
}
