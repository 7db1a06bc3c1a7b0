//! What notification measures of itself.

use metrics::{describe_gauge, gauge};

const HELD: &str = "shenguan_reminders_held";

/// Says what each metric means.
pub(crate) fn describe() {
    describe_gauge!(
        HELD,
        "duties of which nobody is told that they are overdue until the service has answered"
    );
}

#[expect(clippy::cast_precision_loss, reason = "gauges are floating-point numbers")]
pub(crate) fn held(service: String, duties: i64) {
    gauge!(HELD, "service" => service).set(duties as f64);
}
