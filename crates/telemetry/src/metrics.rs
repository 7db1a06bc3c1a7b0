//! Counters, gauges and durations, in the text form of Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts recording. Safe to call again.
pub(crate) fn install() -> &'static PrometheusHandle {
    RECORDER.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("something else records the metrics of this process");
        }
        handle
    })
}

/// Everything recorded in this process so far, for `/metrics`.
pub fn render() -> String {
    install().render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_shown() {
        install();
        metrics::counter!("pigeons_total").increment(3);
        assert!(render().contains("pigeons_total 3"));
    }
}
