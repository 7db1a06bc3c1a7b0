//! Starts logs, traces and metrics, once per process: they are the process's, and no part of it may start them again.

use std::{io, time::Duration};

use anyhow::Context;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter, Layer, filter,
    fmt::MakeWriter,
    layer::SubscriberExt,
    registry::{LookupSpan, Registry},
    util::SubscriberInitExt,
};

use crate::log;

/// How long the last spans may take to leave when the process ends.
const LAST_EXPORT: Duration = Duration::from_secs(2);

/// What a process says of itself, and to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Name of the service.
    pub service: String,
    /// Which lines are written, for example `info` or `info,mailbox=debug`.
    pub filter: String,
    /// URL of an OTLP collector (gRPC, without TLS: on the same node). Without it no span leaves the process.
    pub otlp_endpoint: Option<String>,
}

/// Telemetry runs until this is dropped; dropping it sends the last spans.
#[must_use = "dropping the guard ends the export of spans"]
#[derive(Debug)]
pub struct Guard(SdkTracerProvider);

impl Drop for Guard {
    fn drop(&mut self) {
        // A process that ends loses at worst its last spans.
        let _lost = self.0.shutdown_with_timeout(LAST_EXPORT);
    }
}

/// Writes logs as JSON lines to standard output, and starts traces and metrics. Once per process, inside the runtime.
///
/// Fails on a filter that cannot be read, an endpoint that is no URL, or a second call.
pub fn init(settings: &Settings) -> anyhow::Result<Guard> {
    let provider = tracer_provider(&settings.service, settings.otlp_endpoint.as_deref())?;
    subscriber(&settings.filter, &provider, io::stdout)?.try_init().context("telemetry runs already")?;
    crate::metrics::install();
    std::panic::set_hook(Box::new(|panic| {
        // Where, but not what: the payload of a panic may hold anything.
        let location = panic.location().map(ToString::to_string);
        tracing::error!(location, "panicked");
    }));
    Ok(Guard(provider))
}

/// Gives ids to spans; exports them where an endpoint is set.
pub(crate) fn tracer_provider(service: &str, endpoint: Option<&str>) -> anyhow::Result<SdkTracerProvider> {
    let resource = Resource::builder_empty().with_service_name(service.to_owned()).build();
    let builder = SdkTracerProvider::builder().with_resource(resource);
    let Some(endpoint) = endpoint else {
        return Ok(builder.with_sampler(Sampler::AlwaysOff).build());
    };
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_tonic()
        .with_endpoint(endpoint)
        .build()
        .context("the OTLP endpoint cannot be used")?;
    Ok(builder.with_sampler(Sampler::AlwaysOn).with_batch_exporter(exporter).build())
}

/// Log lines that pass `filter` go to `writer`; spans get ids whatever the filter says.
pub(crate) fn subscriber<W>(
    filter: &str,
    provider: &SdkTracerProvider,
    writer: W,
) -> anyhow::Result<impl Subscriber + for<'a> LookupSpan<'a> + use<W>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(filter).context("the log filter cannot be read")?;
    // Only spans: what is logged stays in the log. Asked each time: a verdict that is kept for a callsite would be mixed up
    // with the last answer to `enabled!` (tokio-rs/tracing#2519), which sqlx asks for every notice and slow statement.
    let spans =
        filter::dynamic_filter_fn(|metadata, _| metadata.is_span() && *metadata.level() <= LevelFilter::INFO)
            .with_max_level_hint(LevelFilter::INFO);
    let traces = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("shenguan"))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(spans);
    Ok(Registry::default().with(traces).with(log::layer(filter, writer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_used_are_refused() {
        assert!(tracer_provider("pigeon", Some("not a url")).is_err());
        let provider = tracer_provider("pigeon", None).unwrap();
        assert!(subscriber("mailbox=loud", &provider, io::stdout).is_err());
    }
}
