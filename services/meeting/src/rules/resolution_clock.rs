//! Joint meeting 3(5) — The clock of a resolution (议定事项办理期限), clock C14: until the end of the day that the minutes name, or to which
//! it was extended. No calendar moves that day.

use duty::Deadline;
use jiff::{Timestamp, civil::Date};
use workdays::{Calendar, DueAt, YearNotLoaded};

/// The rule of the clock; the day is that of the minutes, so it gives no number of working days.
pub(crate) use duty::clocks::C14 as RULE;

/// The clock of a resolution that was issued at `issued_at` and is due on `due_on`; `times_set`: how often its day
/// was set, the first time in the minutes; `named_by` says in Chinese who named it.
pub(crate) fn deadline(
    issued_at: Timestamp,
    due_on: Date,
    times_set: i64,
    named_by: String,
    calendar: &Calendar,
) -> Result<Deadline, YearNotLoaded> {
    let start = clock::civil_date(issued_at);
    let mut counted = calendar.until(start, due_on).or_else(|_| {
        // The day stands, whatever its year's calendar will say of the days before it.
        let known = Date::new(due_on.year() - 1, 12, 31).unwrap_or(start);
        calendar.until(start, known)
    })?;
    counted.due_on = due_on;
    counted.named_by = named_by;
    let due_at = counted.due_instant(DueAt::EndOfDay);
    Ok(Deadline::Dated { started_at: issued_at, due_at, counted, calendar: times_set })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_ends_with_the_day_that_the_minutes_name_whatever_day_that_is() {
        let issued_at = "2026-10-16T10:00:00+08:00".parse().unwrap();
        let clock =
            deadline(issued_at, date(2026, 10, 25), 1, "纪要载明".to_owned(), &Calendar::bundled()).unwrap();
        let due_at: Timestamp = "2026-10-26T00:00:00+08:00".parse().unwrap();
        assert_eq!(clock.due_at(), Some(due_at), "a Sunday");
        let counted = clock.counted().unwrap();
        assert_eq!(counted.days.iter().filter(|day| day.counted).count(), 5);
        let next_year =
            deadline(issued_at, date(2027, 1, 5), 1, "纪要载明".to_owned(), &Calendar::bundled()).unwrap();
        let due_at: Timestamp = "2027-01-06T00:00:00+08:00".parse().unwrap();
        assert_eq!(next_year.due_at(), Some(due_at), "although nobody knows the holidays of 2027 yet");
        let holiday = deadline(
            "2026-09-30T10:00:00+08:00".parse().unwrap(),
            date(2026, 10, 7),
            1,
            "纪要载明".to_owned(),
            &Calendar::bundled(),
        );
        assert!(
            holiday.unwrap().counted().unwrap().days.iter().all(|day| !day.counted),
            "a duty on a holiday"
        );
    }
}
