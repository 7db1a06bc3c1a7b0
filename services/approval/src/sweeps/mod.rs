//! Periodic passes, each enough by itself.

mod recount_decisions;

use std::time::Duration;

use shell::Sweep;

use crate::App;

/// How often it is asked whether the calendar has changed since clocks were counted.
const RECOUNTING: Duration = Duration::from_secs(5);

/// Everything that is done periodically.
pub(crate) fn all(app: &App) -> Vec<Sweep> {
    let mut sweeps = exchange::sweeps::all(&app.exchange, &app.system);
    let recounting = app.clone();
    sweeps.push(Sweep::new("recount_decisions", RECOUNTING, &app.system, move |tx| {
        let app = recounting.clone();
        Box::pin(async move { recount_decisions::recount_decisions(&app, tx).await })
    }));
    sweeps
}
