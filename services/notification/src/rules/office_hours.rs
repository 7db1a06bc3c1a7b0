//! Art. 20 — Office hours (办公时间): when people are reminded. The legal end of a day stays 24:00 (民法典 203).

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};
use workdays::Calendar;

/// The office hours of a working day, on the county's clocks: a setting, since they change with the season.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// When offices open.
    pub opens: Time,
    /// The midday break.
    pub break_begins: Time,
    /// The end of the midday break.
    pub break_ends: Time,
    /// When offices close.
    pub closes: Time,
}

impl OfficeHours {
    /// Whether the hours follow each other.
    pub fn are_sound(&self) -> bool {
        self.opens < self.break_begins
            && self.break_begins <= self.break_ends
            && self.break_ends < self.closes
    }

    /// Whether offices are open: on a working day, outside the midday break. Where the year is not loaded, Monday to Friday: a missing
    /// calendar holds no message back.
    pub(crate) fn are_open(&self, now: Timestamp, calendar: &Calendar) -> bool {
        let local = clock::in_county(now);
        let time = local.time();
        let morning = self.opens <= time && time < self.break_begins;
        let afternoon = self.break_ends <= time && time < self.closes;
        let weekday = local.date().weekday().to_monday_one_offset() <= 5;
        (morning || afternoon) && calendar.is_working(local.date()).unwrap_or(weekday)
    }

    /// When so many office hours are left of the day: its opening where it has not that many.
    pub(crate) fn left(&self, day: Date, hours: SignedDuration) -> Timestamp {
        let afternoon = self.break_ends.duration_until(self.closes);
        let time = if hours <= afternoon {
            self.closes.saturating_sub(hours)
        } else {
            self.break_begins.saturating_sub(hours.saturating_sub(afternoon)).max(self.opens)
        };
        clock::at(day, time)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::{date, time};

    use super::*;

    /// 08:30 to 12:00 and 13:30 to 17:30.
    pub(crate) const USUAL: OfficeHours = OfficeHours {
        opens: time(8, 30, 0, 0),
        break_begins: time(12, 0, 0, 0),
        break_ends: time(13, 30, 0, 0),
        closes: time(17, 30, 0, 0),
    };

    #[test]
    fn offices_are_open_on_working_days_outside_the_break() {
        let calendar = Calendar::bundled();
        let open = |at: &str| USUAL.are_open(format!("{at}:00+08:00").parse().unwrap(), &calendar);
        for at in ["2026-10-09T08:30", "2026-10-09T11:59", "2026-10-09T13:30", "2026-10-10T17:29"] {
            assert!(open(at), "{at}");
        }
        for at in [
            "2026-10-09T08:29",
            "2026-10-09T12:00",
            "2026-10-09T17:30",
            "2026-10-11T09:00",
            "2026-10-01T09:00",
        ] {
            assert!(!open(at), "{at}");
        }
        assert!(
            open("2099-10-09T09:00") && !open("2099-10-10T09:00"),
            "a year that is not known: a Friday, a Saturday"
        );
    }

    fn left(hours: i64) -> String {
        let at = USUAL.left(date(2026, 10, 9), SignedDuration::from_hours(hours));
        clock::in_county(at).strftime("%H:%M").to_string()
    }

    #[test]
    fn hours_are_counted_back_from_the_close_over_the_break() {
        assert_eq!([left(0), left(2), left(4)], ["17:30", "15:30", "13:30"]);
        assert_eq!([left(5), left(7), left(9)], ["11:00", "09:00", "08:30"]);
    }

    #[test]
    fn hours_in_disorder_are_noticed() {
        assert!(USUAL.are_sound());
        assert!(!OfficeHours { closes: time(13, 0, 0, 0), ..USUAL }.are_sound());
        assert!(!OfficeHours { opens: time(12, 0, 0, 0), ..USUAL }.are_sound());
    }
}
