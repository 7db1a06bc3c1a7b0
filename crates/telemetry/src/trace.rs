//! Trace context (W3C) between processes: in gRPC metadata, in the outbox row, in the broker's headers.

use std::collections::HashMap;

use http::{HeaderMap, HeaderValue};
use opentelemetry::{
    Context,
    propagation::TextMapPropagator,
    trace::{SpanContext, TraceContextExt, TraceFlags},
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Name of the header, and of the metadata key.
const TRACEPARENT: &str = "traceparent";

/// The `traceparent` of the current span; none outside of spans, or before [`crate::init()`].
pub fn current_traceparent() -> Option<String> {
    let active = Context::current();
    let span = active.span();
    let ids = span.span_context();
    let sampled = ids.trace_flags() & TraceFlags::SAMPLED;
    ids.is_valid().then(|| format!("00-{}-{}-{sampled:02x}", ids.trace_id(), ids.span_id()))
}

/// Makes `span` a part of the trace that `traceparent` names. Call it before the span is entered. What cannot be read
/// is passed over: the span then keeps its own trace.
pub fn follow(span: &Span, traceparent: Option<&str>) {
    if let Some(parent) = traceparent.and_then(parsed) {
        // Fails only where the span is entered already or filtered out: it keeps its own trace.
        let _kept = span.set_parent(Context::new().with_remote_span_context(parent));
    }
}

/// Makes `span` a step of the trace that `traceparent` names, taken on behalf of the current one: each points to the other.
/// The result is the `traceparent` of what the step leads to, the current one's where there is no such trace.
pub fn step_of(span: &Span, traceparent: Option<&str>) -> Option<String> {
    let Some(matter) = traceparent.and_then(parsed) else { return current_traceparent() };
    let current = Span::current();
    let cause = current.context().span().span_context().clone();
    follow(span, traceparent);
    if cause.is_valid() {
        span.add_link(cause);
    }
    current.add_link(matter);
    span.in_scope(current_traceparent)
}

/// The `traceparent` in HTTP headers, gRPC metadata included.
pub fn traceparent_of(headers: &HeaderMap) -> Option<&str> {
    headers.get(TRACEPARENT)?.to_str().ok()
}

/// Puts the current span's `traceparent` into the headers of an outgoing call.
pub fn put_traceparent(headers: &mut HeaderMap) {
    if let Some(value) = current_traceparent().and_then(|text| HeaderValue::try_from(text).ok()) {
        headers.insert(TRACEPARENT, value);
    }
}

fn parsed(traceparent: &str) -> Option<SpanContext> {
    let carrier = HashMap::from([(TRACEPARENT.to_owned(), traceparent.to_owned())]);
    let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &carrier);
    let parent = context.span().span_context().clone();
    parent.is_valid().then_some(parent)
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use super::*;
    use crate::init::{subscriber, tracer_provider};

    const FROM_AFAR: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    /// What was logged.
    #[derive(Clone, Default)]
    struct Captured(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The log lines of `work`.
    fn lines_of(filter: &str, work: impl FnOnce()) -> Vec<serde_json::Value> {
        let captured = Captured::default();
        let writer = captured.clone();
        let provider = tracer_provider("pigeon", None).unwrap();
        let subscriber = subscriber(filter, &provider, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, work);
        let text = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_trace_goes_on_in_the_next_process() {
        let mut sent = None;
        lines_of("info", || {
            tracing::info_span!("record").in_scope(|| {
                let mut headers = HeaderMap::new();
                put_traceparent(&mut headers);
                sent = traceparent_of(&headers).map(str::to_owned);
                assert_eq!(sent, current_traceparent());
            });
        });
        let sent = sent.unwrap();
        lines_of("info", || {
            let span = tracing::info_span!("receive");
            follow(&span, Some(&sent));
            let received =
                span.in_scope(|| tracing::info_span!("claim").in_scope(current_traceparent)).unwrap();
            assert_eq!(received[..35], sent[..35], "the same trace");
            assert_ne!(received[35..], sent[35..], "another span");
        });
    }

    #[test]
    fn a_log_line_carries_its_trace_and_span() {
        let lines = lines_of("info", || {
            let span = tracing::info_span!("receive", receiver = "supervision");
            follow(&span, Some(FROM_AFAR));
            span.in_scope(|| tracing::info!(taken = 3, "received"));
            tracing::info!("outside");
        });
        assert_eq!(lines[0]["trace_id"], "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(lines[0]["span_id"].as_str().unwrap().len(), 16);
        assert_eq!(lines[0]["span"]["receiver"], "supervision");
        assert_eq!((&lines[0]["message"], &lines[0]["taken"]), (&"received".into(), &3.into()));
        assert_eq!(lines[1].get("trace_id"), None);
    }

    #[test]
    fn spans_have_ids_even_where_the_log_is_nearly_off() {
        let lines = lines_of("error", || {
            tracing::info_span!("quiet").in_scope(|| {
                assert!(current_traceparent().is_some());
                tracing::info!("not written");
                tracing::error!("written");
            });
        });
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["trace_id"].as_str().unwrap().len(), 32);
    }

    #[test]
    fn a_traceparent_that_cannot_be_read_starts_a_trace_of_its_own() {
        for bad in [
            "",
            "00-zz-b7ad6b7169203331-00",
            "00-00000000000000000000000000000000-b7ad6b7169203331-00",
            "县局",
        ] {
            lines_of("info", || {
                let span = tracing::info_span!("receive");
                follow(&span, Some(bad));
                assert!(span.in_scope(current_traceparent).is_some(), "{bad}");
            });
        }
        assert_eq!(current_traceparent(), None);
    }

    #[test]
    fn what_others_say_below_warn_is_never_written() {
        let lines = lines_of("trace", || {
            tracing::debug!(target: "h2::codec", "a header");
            tracing::warn!(target: "h2::codec", "a warning");
            tracing::debug!("ours");
        });
        assert_eq!(
            lines.iter().map(|line| line["message"].as_str().unwrap()).collect::<Vec<_>>(),
            ["a warning", "ours"]
        );
    }
}
