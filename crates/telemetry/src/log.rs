//! JSON lines that carry the ids of their trace, so that a line leads to its call.

use std::fmt;

use opentelemetry::trace::TraceContextExt;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{FilterExt, filter_fn},
    fmt::{
        FmtContext, FormatEvent, FormatFields, MakeWriter,
        format::{self, Format, Json, JsonFields, Writer},
    },
    registry::LookupSpan,
};

/// The crates whose lines below `warn` are written. What others say there may hold headers or statements.
const OURS: &[&str] = &[
    "approval",
    "certs",
    "channels",
    "database",
    "exchange",
    "mailbox",
    "meeting",
    "notification",
    "paper",
    "reference",
    "scenarios",
    "seal",
    "shell",
    "shenguan",
    "supervision",
    "telemetry",
    "testkit",
    "workdays",
];

/// The layer that writes the lines.
pub(crate) fn layer<S, W>(filter: EnvFilter, writer: W) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let line = format::format().json().flatten_event(true).with_current_span(true).with_span_list(false);
    let ours = filter_fn(|metadata| *metadata.level() <= Level::WARN || is_ours(metadata.target()));
    tracing_subscriber::fmt::layer()
        .fmt_fields(JsonFields::new())
        .event_format(Traced(line))
        .with_writer(writer)
        .with_filter(filter.and(ours))
}

fn is_ours(target: &str) -> bool {
    OURS.contains(&target.split("::").next().unwrap_or(target))
}

/// A JSON line that begins with the ids of the current span.
struct Traced(Format<Json>);

impl<S, N> FormatEvent<S, N> for Traced
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut to: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let active = opentelemetry::Context::current();
        let span = active.span();
        let ids = span.span_context();
        if !ids.is_valid() {
            return self.0.format_event(context, to, event);
        }
        let mut line = String::new();
        self.0.format_event(context, Writer::new(&mut line), event)?;
        let rest = line.strip_prefix('{').unwrap_or(&line);
        write!(to, r#"{{"trace_id":"{}","span_id":"{}",{rest}"#, ids.trace_id(), ids.span_id())
    }
}
