//! How many resends are allowed: a share of what is sent for the first time, and a small flow of their own.
//!
//! Without a bound, receipts that come late make resends, which make receipts later still: a storm that does
//! not end when its cause does. The flow of their own lets a backlog drain when nothing new is said.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// A token bucket; one token is one resend.
#[derive(Debug)]
pub(crate) struct Budget {
    share: f64,
    per_second: f64,
    bucket: Mutex<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled_at: Instant,
}

impl Budget {
    /// Full at the start; holds ten seconds of its own flow.
    pub(crate) fn new(share: f64, per_second: f64) -> Self {
        let bucket = Bucket { tokens: per_second * 10.0, filled_at: Instant::now() };
        Self { share, per_second, bucket: Mutex::new(bucket) }
    }

    /// Earns the share of `fresh` first sends, then takes up to `wanted` tokens; returns how many.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `wanted`")]
    #[expect(clippy::cast_precision_loss, reason = "batch sizes are small")]
    pub(crate) fn take(&self, fresh: usize, wanted: usize, now: Instant) -> usize {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let earned = fresh as f64 * self.share
            + now.saturating_duration_since(bucket.filled_at).as_secs_f64() * self.per_second;
        bucket.filled_at = now;
        bucket.tokens = (bucket.tokens + earned).min(self.per_second * 10.0 + wanted as f64);
        let taken = bucket.tokens.floor().min(wanted as f64);
        bucket.tokens -= taken;
        taken as usize
    }

    /// Gives back tokens that were not needed.
    pub(crate) fn put_back(&self, unused: usize) {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        #[expect(clippy::cast_precision_loss, reason = "batch sizes are small")]
        let unused = unused as f64;
        bucket.tokens += unused;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_fifth_of_the_fresh_sends_may_be_resends() {
        let budget = Budget::new(0.2, 0.0);
        let now = Instant::now();
        assert_eq!(budget.take(0, 100, now), 0);
        assert_eq!(budget.take(100, 100, now), 20);
        assert_eq!(budget.take(0, 100, now), 0);
    }

    #[test]
    fn what_is_not_needed_is_kept_for_later() {
        let budget = Budget::new(0.2, 0.0);
        let now = Instant::now();
        let taken = budget.take(100, 100, now);
        budget.put_back(taken - 5);
        assert_eq!(budget.take(0, 100, now), 15);
    }

    #[test]
    fn a_backlog_drains_at_its_own_flow_when_nothing_new_is_said() {
        let budget = Budget::new(0.2, 50.0);
        let start = Instant::now();
        assert_eq!(budget.take(0, 10_000, start), 500, "the bucket is full at the start");
        assert_eq!(budget.take(0, 10_000, start + Duration::from_secs(2)), 100);
    }
}
