//! In which trace is said what becomes of a delivery.

use tracing::Span;

use crate::model::Delivery;

/// A step that a caller takes with a delivery goes on in the trace of its push, and each of the two traces names the other.
/// `span` is the step's own; `what` goes into the log. Returns the `traceparent` of what the step leads to.
pub(super) fn step(span: &Span, delivery: &Delivery, what: &str) -> Option<String> {
    let caller = telemetry::current_traceparent();
    let trace = telemetry::step_of(span, delivery.traceparent.as_deref());
    span.in_scope(|| tracing::info!(delivery.id = %delivery.id, caller, "{what}"));
    trace
}
