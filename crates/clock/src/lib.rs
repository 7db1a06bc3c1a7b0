//! The one source of business instants. Leases and backoff use the database's clock instead.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use jiff::{
    SignedDuration, Timestamp, Zoned,
    civil::{Date, Time},
    tz::TimeZone,
};

/// A handle on the clock; clones share it.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    System,
    /// Development: runs at the real pace from an instant of choice.
    Started {
        at: Timestamp,
        since: Instant,
    },
    /// Development: the instant that stands in a file, so that several processes stand at the same one.
    Followed {
        file: PathBuf,
        last: Mutex<Timestamp>,
    },
    /// Tests: stands still until told.
    Manual(Mutex<Timestamp>),
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Arc::new(Source::System))
    }

    /// Runs at the real pace from `at`. For development environments only: `shell` checks that.
    pub fn started(at: Timestamp) -> Self {
        Self(Arc::new(Source::Started { at, since: Instant::now() }))
    }

    /// Stands at the instant (RFC 3339) written in `file`, read anew at every call. For development environments only.
    /// While the file cannot be read, the last instant holds.
    pub fn following(file: PathBuf) -> Self {
        let clock = Self(Arc::new(Source::Followed { file, last: Mutex::new(Timestamp::UNIX_EPOCH) }));
        clock.now();
        clock
    }

    /// Stands at `at` until [`Clock::set`] or [`Clock::advance`].
    pub fn manual(at: Timestamp) -> Self {
        Self(Arc::new(Source::Manual(Mutex::new(at))))
    }

    /// The present instant, to the microsecond: what the database keeps.
    #[expect(clippy::disallowed_methods, reason = "this crate is where instants come from")]
    pub fn now(&self) -> Timestamp {
        let now = match &*self.0 {
            Source::System => Timestamp::now(),
            Source::Started { at, since } => at
                .saturating_add(SignedDuration::try_from(since.elapsed()).unwrap_or(SignedDuration::MAX))
                .unwrap_or(*at),
            Source::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
            Source::Followed { file, last } => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(at) = fs::read_to_string(file).ok().and_then(|text| text.trim().parse().ok()) {
                    *last = at;
                }
                *last
            }
        };
        to_the_microsecond(now)
    }

    /// Today in the county.
    pub fn today(&self) -> Date {
        civil_date(self.now())
    }

    /// Whether business time is real time, so that it may be compared with the database's clock.
    pub fn is_real(&self) -> bool {
        matches!(*self.0, Source::System)
    }

    /// Moves a manual clock; does nothing to the others.
    pub fn set(&self, at: Timestamp) {
        if let Source::Manual(now) = &*self.0 {
            *now.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }

    /// Moves a manual clock forward; does nothing to the others.
    pub fn advance(&self, by: SignedDuration) {
        self.set(self.now().saturating_add(by).unwrap_or(Timestamp::MAX));
    }
}

/// The time zone of the regulation.
pub fn county_time_zone() -> TimeZone {
    // China has had one offset and no daylight saving since 1992; a fixed offset needs no zone database on the machine.
    TimeZone::fixed(jiff::tz::offset(8))
}

/// The instant on the county's clocks.
pub fn in_county(at: Timestamp) -> Zoned {
    at.to_zoned(county_time_zone())
}

/// The day it is in the county at an instant.
pub fn civil_date(at: Timestamp) -> Date {
    in_county(at).date()
}

/// 00:00 of a day in the county.
pub fn start_of(day: Date) -> Timestamp {
    at(day, Time::midnight())
}

/// A time of a day on the county's clocks.
pub fn at(day: Date, time: Time) -> Timestamp {
    day.to_datetime(time).to_zoned(county_time_zone()).map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

fn to_the_microsecond(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_past_midnight_in_the_county_is_the_same_day_there() {
        let at: Timestamp = "2026-10-08T00:30:00+08:00".parse().unwrap();
        assert_eq!(civil_date(at), jiff::civil::date(2026, 10, 8));
        assert_eq!(start_of(jiff::civil::date(2026, 10, 8)).to_string(), "2026-10-07T16:00:00Z");
    }

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = Clock::manual("2026-10-08T08:30:00+08:00".parse().unwrap());
        let before = clock.now();
        assert_eq!(before, clock.now());
        clock.advance(SignedDuration::from_hours(24));
        assert_eq!(clock.now().duration_since(before), SignedDuration::from_hours(24));
    }

    #[test]
    fn a_followed_clock_reads_its_file() {
        let file = std::env::temp_dir().join(format!("clock-{}", std::process::id()));
        fs::write(&file, "2026-10-08T08:30:00+08:00\n").unwrap();
        let clock = Clock::following(file.clone());
        assert_eq!(clock.today(), jiff::civil::date(2026, 10, 8));
        fs::write(&file, "not an instant").unwrap();
        assert_eq!(clock.today(), jiff::civil::date(2026, 10, 8));
        fs::remove_file(file).unwrap();
    }
}
