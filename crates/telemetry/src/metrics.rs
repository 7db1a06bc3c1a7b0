//! Counters, gauges and durations, in the text form of Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Upper bounds of the buckets of every duration, in seconds: alike in all replicas, so that they can be added.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// Starts recording. Safe to call again.
pub(crate) fn install() -> &'static PrometheusHandle {
    RECORDER.get_or_init(|| {
        let buckets = PrometheusBuilder::new().set_buckets(&SECONDS);
        // An empty list is the only one that is refused.
        let recorder = buckets.unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
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

/// Puts recorded durations into their buckets. Call it every few seconds: until then each takes memory of its own.
pub fn upkeep() {
    install().run_upkeep();
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
