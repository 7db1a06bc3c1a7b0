//! How long to wait before the next attempt.

use std::time::Duration;

/// Grows from `first` up to `most`, with ±25 % jitter: what failed together must not come back together.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// Before the first repeat.
    pub first: Duration,
    /// Each wait is this many times the one before.
    pub factor: u32,
    /// Never longer than this, jitter apart.
    pub most: Duration,
}

impl Backoff {
    /// Doubles from `first` up to `most`.
    pub const fn doubling(first: Duration, most: Duration) -> Self {
        Self { first, factor: 2, most }
    }

    /// The wait after `earlier` attempts went the same way.
    pub(crate) fn delay(&self, earlier: u32) -> Duration {
        self.grown(earlier).mul_f64(rand::random_range(0.75..1.25))
    }

    /// The longest wait.
    pub(crate) fn slowest(&self) -> Duration {
        self.delay(u32::MAX)
    }

    /// The wait without its jitter.
    pub(crate) fn grown(&self, earlier: u32) -> Duration {
        self.first.saturating_mul(self.factor.saturating_pow(earlier)).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECEIPT: Backoff = Backoff::doubling(Duration::from_secs(4), Duration::from_mins(15));

    #[test]
    fn it_doubles_within_a_quarter_of_jitter() {
        for (earlier, seconds) in [(0, 4.0), (1, 8.0), (2, 16.0), (7, 512.0)] {
            let delay = RECEIPT.delay(earlier).as_secs_f64();
            assert!((seconds * 0.75..=seconds * 1.25).contains(&delay), "{earlier}: {delay}");
        }
    }

    #[test]
    fn it_stops_growing_at_the_most_however_often_it_failed() {
        for earlier in [8, 31, 32, 1_000, u32::MAX] {
            assert!(RECEIPT.delay(earlier) <= Duration::from_mins(15).mul_f64(1.25), "{earlier}");
        }
    }
}
