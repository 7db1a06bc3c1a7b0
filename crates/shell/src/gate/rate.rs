//! How often one caller may call: a bucket of calls that fills over time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use super::settings::Limits;

/// Full buckets are forgotten when there are more than this many.
const MOST_BUCKETS: usize = 1_024;

/// The buckets of all callers: each has one per lane.
#[derive(Debug)]
pub(crate) struct Rates {
    limits: Limits,
    buckets: Mutex<HashMap<(String, Lane), Bucket>>,
}

/// Calls that are counted together, so that a flood of queries never stands in the way of a claim.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Lane {
    /// Official acts.
    Acts,
    /// All other calls.
    Others,
    /// Health and reflection.
    Probes,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    calls: f64,
    filled_at: Instant,
}

impl Rates {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, buckets: Mutex::default() }
    }

    /// Takes a call out of the caller's bucket; false when it is empty.
    pub(crate) fn take(&self, caller: &str, lane: Lane, now: Instant) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let full = f64::from(self.limits.burst);
        if buckets.len() > MOST_BUCKETS {
            buckets.retain(|_, bucket| self.filled(*bucket, now).calls < full);
        }
        let bucket =
            buckets.entry((caller.to_owned(), lane)).or_insert(Bucket { calls: full, filled_at: now });
        *bucket = self.filled(*bucket, now);
        let has_one = bucket.calls >= 1.0;
        if has_one {
            bucket.calls -= 1.0;
        }
        has_one
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> Bucket {
        let seconds = now.saturating_duration_since(bucket.filled_at).as_secs_f64();
        let calls = bucket.calls + seconds * f64::from(self.limits.calls_per_second);
        Bucket { calls: calls.min(f64::from(self.limits.burst)), filled_at: now }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const LIMITS: Limits = Limits {
        calls_at_once: 1,
        calls_at_once_per_unit: 1,
        streams_at_once: 1,
        streams_at_once_per_unit: 1,
        calls_per_second: 2,
        burst: 3,
    };

    #[test]
    fn a_burst_is_answered_and_then_the_rate() {
        let rates = Rates::new(LIMITS);
        let start = Instant::now();
        let answered = |at| (0..10).filter(|_| rates.take("scjgj", Lane::Others, at)).count();
        assert_eq!(answered(start), 3);
        assert_eq!(answered(start + Duration::from_millis(500)), 1);
        assert_eq!(answered(start + Duration::from_mins(10)), 3, "no more than the burst is saved up");
    }

    #[test]
    fn a_flood_of_queries_stands_in_nobodys_way() {
        let rates = Rates::new(LIMITS);
        let now = Instant::now();
        while rates.take("scjgj", Lane::Others, now) {}
        assert!(rates.take("scjgj", Lane::Acts, now), "a claim of the same unit");
        assert!(rates.take("wjj", Lane::Others, now), "another unit");
    }
}
