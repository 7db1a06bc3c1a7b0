//! Periodic passes, each enough by itself.

mod check_transit;
mod forget_empty_counts;
mod light_lamps;
mod note_letters;
mod remind;

use std::time::Duration;

use shell::Sweep;

use crate::App;

/// How often it is asked whether the calendar has changed since lamps were counted.
const LIGHTING: Duration = Duration::from_secs(5);
/// How often it is asked whom to remind, and which letters there are.
const REMINDING: Duration = Duration::from_secs(1);
/// How often rows of the board that count nothing are taken away.
const FORGETTING: Duration = Duration::from_mins(10);

/// The sweeps of notification.
pub(crate) fn all(app: &App) -> Vec<Sweep> {
    let lit = app.clone();
    let reminding = app.clone();
    let checking = app.clone();
    let noting = app.clone();
    vec![
        Sweep::new("remind", REMINDING, &app.system, move |tx| {
            let app = reminding.clone();
            Box::pin(async move { remind::remind(&app, tx).await })
        }),
        Sweep::new("check_transit", REMINDING, &app.system, move |tx| {
            let app = checking.clone();
            Box::pin(async move { check_transit::check_transit(&app, tx).await })
        }),
        Sweep::new("note_letters", REMINDING, &app.system, move |tx| {
            let app = noting.clone();
            Box::pin(async move { note_letters::note_letters(&app, tx).await })
        }),
        Sweep::new("light_lamps", LIGHTING, &app.system, move |tx| {
            let app = lit.clone();
            Box::pin(async move { light_lamps::light_lamps(&app, tx).await })
        }),
        Sweep::new("forget_empty_counts", FORGETTING, &app.system, |tx| {
            Box::pin(forget_empty_counts::forget_empty_counts(tx))
        }),
    ]
}
