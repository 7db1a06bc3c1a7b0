//! The id under which a call is found in the logs.

/// The trace of the current span, 32 hexadecimal digits.
pub(crate) fn id() -> Option<String> {
    let traceparent = telemetry::current_traceparent()?;
    traceparent.split('-').nth(1).map(str::to_owned)
}
