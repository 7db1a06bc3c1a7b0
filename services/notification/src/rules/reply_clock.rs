//! Art. 28 — The clock of a supervision letter (督办函), clock L1: as many working days as the letter gives. What it says stays: the
//! date stands in the letter, so that no later change of the calendar moves it.

use duty::{ClockRule, Deadline, clocks::L1};
use jiff::Timestamp;
use workdays::{Calendar, DueAt, YearNotLoaded};

/// The rule of a letter that gives so many working days.
pub(crate) fn rule(working_days: u32) -> ClockRule {
    ClockRule { working_days, ..L1 }
}

/// The clock of a letter that is issued at `issued_at`; a letter without a date is none.
pub(crate) fn open(
    working_days: u32,
    issued_at: Timestamp,
    calendar: &Calendar,
) -> Result<Deadline, YearNotLoaded> {
    let counted = calendar.add(clock::civil_date(issued_at), working_days)?;
    let due_at = counted.due_instant(DueAt::EndOfDay);
    Ok(Deadline::Dated { started_at: issued_at, due_at, counted, calendar: calendar.version() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_before_national_day_is_answered_after_it() {
        let issued_at = "2026-09-29T10:00:00+08:00".parse().unwrap();
        let opened = open(3, issued_at, &Calendar::bundled()).unwrap();
        let due_at: Timestamp = "2026-10-10T00:00:00+08:00".parse().unwrap();
        assert_eq!(opened.due_at(), Some(due_at), "the 30th, the 8th and the 9th");
        let late_in_the_year = "2026-12-31T10:00:00+08:00".parse().unwrap();
        assert!(open(3, late_in_the_year, &Calendar::bundled()).is_err());
    }
}
