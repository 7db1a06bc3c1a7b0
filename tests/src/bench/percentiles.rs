//! How long calls take.

use std::time::{Duration, Instant};

use serde::Serialize;

/// Percentiles of one kind of call, and how they compare with a call that does no work.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Percentiles {
    /// What was called.
    pub call: &'static str,
    /// Milliseconds that half of the calls stay below.
    pub p50_ms: f64,
    /// Milliseconds that 99 of 100 calls stay below.
    pub p99_ms: f64,
    /// The slowest, in milliseconds.
    pub max_ms: f64,
    /// `p99_ms` as a multiple of the p99 of the empty call of this run.
    pub ratio: f64,
}

/// Calls so many times, one after the other, after a few calls that do not count.
pub(super) async fn measure(
    call: &'static str,
    times: usize,
    mut run: impl AsyncFnMut() -> anyhow::Result<()>,
) -> anyhow::Result<Percentiles> {
    for _ in 0..times / 20 {
        run().await?;
    }
    let mut took = Vec::with_capacity(times);
    for _ in 0..times {
        let begun = Instant::now();
        run().await?;
        took.push(begun.elapsed());
    }
    took.sort();
    let at = |share: f64| milliseconds(took[percentile(took.len(), share)]);
    Ok(Percentiles { call, p50_ms: at(0.50), p99_ms: at(0.99), max_ms: at(1.0), ratio: 1.0 })
}

impl Percentiles {
    /// Compared with a call that does no work.
    pub(super) fn over(mut self, floor: &Self) -> Self {
        self.ratio = self.p99_ms / floor.p99_ms;
        self
    }
}

/// Where in a sorted list of `count` stands what a share of them stays below.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few thousand calls"
)]
pub(super) fn percentile(count: usize, share: f64) -> usize {
    ((count as f64 * share).ceil() as usize).clamp(1, count) - 1
}

pub(super) fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}
