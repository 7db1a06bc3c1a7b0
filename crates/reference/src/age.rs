//! How old the snapshot is: by an old one nobody is let in, since a key may have been revoked since.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;

/// Older than this, a process is not ready: new callers go to another replica.
const FRESH: Duration = Duration::from_secs(30);
/// Older than this, nobody is let in by it: a key may have been revoked since.
const USABLE: Duration = Duration::from_mins(1);

/// When the tables were last found to be as the snapshot says, by the clock that never jumps. Clones share it.
#[derive(Clone, Default, Debug)]
pub(crate) struct Age {
    confirmed_at: Arc<ArcSwapOption<Instant>>,
}

impl Age {
    /// At `at` the snapshot was as the tables.
    pub(crate) fn confirm(&self, at: Instant) {
        self.confirmed_at.store(Some(Arc::new(at)));
    }

    /// None when it never was.
    pub(crate) fn now(&self) -> Option<Duration> {
        self.confirmed_at.load().as_deref().map(Instant::elapsed)
    }

    pub(crate) fn is_fresh(&self) -> bool {
        self.now().is_some_and(|age| age <= FRESH)
    }

    pub(crate) fn is_usable(&self) -> bool {
        self.now().is_some_and(|age| age <= USABLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_fresh_for_half_a_minute_and_usable_for_a_whole_one() {
        let age = Age::default();
        assert!(!age.is_fresh() && !age.is_usable(), "nothing was read yet");
        for (seconds, fresh, usable) in
            [(0, true, true), (25, true, true), (35, false, true), (65, false, false)]
        {
            age.confirm(Instant::now().checked_sub(Duration::from_secs(seconds)).unwrap());
            assert_eq!((age.is_fresh(), age.is_usable()), (fresh, usable), "{seconds} s");
        }
    }
}
