//! The date of a clock: none, still open (待定), or counted with its proof. It never comes closer than what was told.

use jiff::Timestamp;
use workdays::{Calendar, Counted, DueAt};

use crate::ClockRule;

/// A clock and its date.
#[derive(Clone, PartialEq, Debug)]
pub enum Deadline {
    /// No clock runs: stock (存量).
    NotOpened,
    /// 待定: the clock runs, but the calendar of the year in which it ends is not loaded yet.
    Undated {
        /// When it started.
        started_at: Timestamp,
        /// [`Calendar::version`] here when it was last counted; 0 if another service counted it.
        calendar: i64,
    },
    /// The clock has a date.
    Dated {
        /// When it started.
        started_at: Timestamp,
        /// The exclusive end.
        due_at: Timestamp,
        /// The days between, and why each counts or not.
        counted: Counted,
        /// [`Calendar::version`] here when it was last counted; 0 if another service counted it.
        calendar: i64,
    },
}

impl Deadline {
    /// A clock under `rule` that starts at `started_at`. Never refuses: without a calendar the clock is kept without a date.
    pub fn open(rule: &ClockRule, started_at: Timestamp, calendar: &Calendar) -> Self {
        let version = calendar.version();
        match calendar.add(clock::civil_date(started_at), rule.working_days) {
            Ok(counted) => {
                let due_at = counted.due_instant(DueAt::EndOfDay);
                Self::Dated { started_at, due_at, counted, calendar: version }
            }
            Err(_) => Self::Undated { started_at, calendar: version },
        }
    }

    /// The same clock by the calendar as it is now. A date that was told is never brought closer, nor lost with its year: who
    /// relied on it may go on to. One that would be earlier now says that it was kept.
    #[must_use]
    pub fn recounted(&self, rule: &ClockRule, calendar: &Calendar) -> Self {
        let Some(started_at) = self.started_at() else { return Self::NotOpened };
        let again = Self::open(rule, started_at, calendar);
        let Self::Dated { due_at, counted, .. } = self else { return again };
        if again.due_at().is_some_and(|again| again >= *due_at) {
            return again;
        }
        let mut counted = counted.clone();
        counted.kept |= again.due_at().is_some();
        Self::Dated { started_at, due_at: *due_at, counted, calendar: calendar.version() }
    }

    /// What of the calendar gave this clock another date than `before`, as one Chinese phrase.
    pub fn cause(&self, before: &Self) -> String {
        self.counted().map(|counted| counted.cause(before.counted())).unwrap_or_default()
    }

    /// When the clock started.
    pub fn started_at(&self) -> Option<Timestamp> {
        match self {
            Self::NotOpened => None,
            Self::Undated { started_at, .. } | Self::Dated { started_at, .. } => Some(*started_at),
        }
    }

    /// The exclusive end, where there is one.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Dated { due_at, .. } => Some(*due_at),
            Self::NotOpened | Self::Undated { .. } => None,
        }
    }

    /// How the date was counted, where there is one.
    pub fn counted(&self) -> Option<&Counted> {
        match self {
            Self::Dated { counted, .. } => Some(counted),
            Self::NotOpened | Self::Undated { .. } => None,
        }
    }

    /// [`Calendar::version`] here when it was last counted, where a clock runs.
    pub fn calendar(&self) -> Option<i64> {
        match self {
            Self::NotOpened => None,
            Self::Undated { calendar, .. } | Self::Dated { calendar, .. } => Some(*calendar),
        }
    }

    /// Whether something done (or still not done) at `at` is late. Without a date nothing is.
    pub fn is_late(&self, at: Timestamp) -> bool {
        self.due_at().is_some_and(|due_at| at >= due_at)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use workdays::Closure;

    use super::*;
    use crate::clocks::C2 as RULE;

    fn storm(lifted: bool) -> Closure {
        Closure {
            date: date(2026, 10, 9),
            authority: "县防汛抗旱指挥部".to_owned(),
            reason: "台风停工".to_owned(),
            lifted,
            version: if lifted { 2 } else { 1 },
        }
    }

    #[test]
    fn a_clock_follows_the_calendar_to_a_later_date_and_never_to_an_earlier_one() {
        let mut calendar = Calendar::bundled();
        let received_at = "2026-10-08T09:00:00+08:00".parse().unwrap();
        let opened = Deadline::open(&RULE, received_at, &calendar);
        calendar.close(storm(false));
        let moved = opened.recounted(&RULE, &calendar);
        assert_eq!(moved.counted().unwrap().due_on, date(2026, 10, 10), "a worked Saturday");
        calendar.close(storm(true));
        let kept = moved.recounted(&RULE, &calendar);
        assert_eq!((kept.due_at(), kept.calendar()), (moved.due_at(), Some(2)));
        let again = kept.recounted(&RULE, &calendar);
        let told = moved.counted().unwrap().explain();
        for kept in [kept, again] {
            assert_eq!(kept.counted().unwrap().explain(), format!("{told}；日历变更后按原告知期限保留"));
        }
    }

    #[test]
    fn a_kept_date_that_is_right_again_is_explained_by_the_calendar() {
        let mut calendar = Calendar::bundled();
        calendar.close(storm(false));
        let opened = Deadline::open(&RULE, "2026-10-08T09:00:00+08:00".parse().unwrap(), &calendar);
        let kept = opened.recounted(&RULE, &Calendar::bundled());
        assert!(kept.counted().unwrap().kept);
        assert_eq!(kept.recounted(&RULE, &calendar), opened);
    }

    #[test]
    fn a_date_is_not_lost_with_the_year() {
        let received_at = "2026-10-08T09:00:00+08:00".parse().unwrap();
        let opened = Deadline::open(&RULE, received_at, &Calendar::bundled());
        let mut calendar = Calendar::new();
        calendar.close(storm(false));
        let recounted = opened.recounted(&RULE, &calendar);
        assert_eq!((recounted.due_at(), recounted.calendar()), (opened.due_at(), Some(1)));
        assert_eq!(recounted.counted(), opened.counted(), "nothing gave an earlier date");
        assert_eq!(Deadline::NotOpened.recounted(&RULE, &calendar), Deadline::NotOpened);
    }
}
