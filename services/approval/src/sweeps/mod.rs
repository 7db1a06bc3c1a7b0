//! Periodic passes, each enough by itself.

mod recount_decisions;

use std::{sync::Arc, time::Duration};

use shell::Sweep;

use crate::App;

/// How often it is asked whether the calendar has changed since clocks were counted.
const RECOUNTING: Duration = Duration::from_secs(5);

/// Everything that is done periodically.
pub(crate) fn all(app: &Arc<App>) -> Vec<Sweep> {
    let mut sweeps = exchange::sweeps::all(&app.exchange, &app.system);
    let app = Arc::clone(app);
    let system = app.system.clone();
    sweeps.push(Sweep::new("recount_decisions", RECOUNTING, &system, move |tx| {
        let app = Arc::clone(&app);
        Box::pin(async move { recount_decisions::recount_decisions(&app, tx).await })
    }));
    sweeps
}
