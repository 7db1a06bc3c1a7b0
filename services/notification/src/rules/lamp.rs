//! Art. 22, 23 — Lamps (亮灯) of a duty: derived from its instants, never stored. A sign for people, not a fact of law.
//!
//! A clock of one working day turns yellow four office hours before the close of its last day; a longer one on its last fifth,
//! at least its last working day. Red is overdue, deep red more than two working days overdue.

use jiff::{SignedDuration, Timestamp, civil::Date};
use proto::words::notification::{Lamp, ReminderStep};
use workdays::{Calendar, DueAt};

use super::office_hours::OfficeHours;

/// From when a lamp changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Instants {
    /// From when it is yellow.
    pub(crate) yellow_at: Timestamp,
    /// From when it is deep red; none while the calendar of that day is not loaded.
    pub(crate) deep_red_at: Option<Timestamp>,
}

/// How many office hours of a one-day clock are left when it turns yellow.
const LAST_HOURS: SignedDuration = SignedDuration::from_hours(4);
/// How many working days overdue is deep red.
const DEEP: u32 = 2;

/// The instants of a clock that ends on `due_on`; `counted` are its working days in order.
pub(crate) fn instants(counted: &[Date], due_on: Date, hours: &OfficeHours, calendar: &Calendar) -> Instants {
    let yellow_at = if counted.len() <= 1 {
        hours.left(due_on, LAST_HOURS)
    } else {
        let last = (counted.len() / 5).max(1);
        let day = counted.get(counted.len() - last).copied().unwrap_or(due_on);
        clock::at(day, hours.opens)
    };
    let deep_red_at = calendar.add(due_on, DEEP).ok().map(|overdue| overdue.due_instant(DueAt::EndOfDay));
    Instants { yellow_at, deep_red_at }
}

/// The lamp at `now` of an open duty that is due at `due_at`; without a date it is green.
pub(crate) fn at(now: Timestamp, due_at: Option<Timestamp>, instants: Option<Instants>) -> Lamp {
    let (Some(due_at), Some(instants)) = (due_at, instants) else { return Lamp::Green };
    if instants.deep_red_at.is_some_and(|deep_red_at| now >= deep_red_at) {
        Lamp::DeepRed
    } else if now >= due_at {
        Lamp::Red
    } else if now >= instants.yellow_at {
        Lamp::Yellow
    } else {
        Lamp::Green
    }
}

/// The lamp of which a step of a reminder plan tells.
pub(crate) fn told_by(step: ReminderStep) -> Lamp {
    match step {
        ReminderStep::HalfTime | ReminderStep::DueToday => Lamp::Green,
        ReminderStep::DueSoon => Lamp::Yellow,
        ReminderStep::Overdue => Lamp::Red,
        ReminderStep::Escalated => Lamp::DeepRed,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rules::office_hours::tests::USUAL;

    fn lamp(counted: &[Date], now: &str) -> Lamp {
        let due_on = *counted.last().unwrap();
        let instants = instants(counted, due_on, &USUAL, &Calendar::bundled());
        let due_at = clock::start_of(due_on.tomorrow().unwrap());
        at(format!("{now}:00+08:00").parse().unwrap(), Some(due_at), Some(instants))
    }

    #[test]
    fn a_clock_of_one_day_is_yellow_in_its_last_four_office_hours() {
        let day = [date(2026, 9, 30)];
        assert_eq!(lamp(&day, "2026-09-30T13:29"), Lamp::Green);
        assert_eq!(lamp(&day, "2026-09-30T13:30"), Lamp::Yellow);
        assert_eq!(lamp(&day, "2026-09-30T23:59"), Lamp::Yellow, "the legal end is midnight");
        assert_eq!(lamp(&day, "2026-10-01T00:00"), Lamp::Red);
    }

    #[test]
    fn deep_red_is_two_working_days_later_whatever_the_holiday() {
        let day = [date(2026, 9, 30)];
        assert_eq!(lamp(&day, "2026-10-09T23:59"), Lamp::Red, "the holiday does not count");
        assert_eq!(lamp(&day, "2026-10-10T00:00"), Lamp::DeepRed);
    }

    #[test]
    fn a_longer_clock_is_yellow_on_its_last_fifth() {
        let days: Vec<Date> = (12..=16).map(|day| date(2026, 10, day)).collect();
        assert_eq!(lamp(&days, "2026-10-15T23:59"), Lamp::Green);
        assert_eq!(lamp(&days, "2026-10-16T08:30"), Lamp::Yellow);
        let days: Vec<Date> = (9..=16).chain(19..=23).map(|day| date(2026, 10, day)).collect();
        assert_eq!(lamp(&days, "2026-10-22T08:30"), Lamp::Yellow, "two of thirteen");
    }

    #[test]
    fn without_a_date_nothing_turns() {
        assert_eq!(at(Timestamp::MAX, None, None), Lamp::Green);
    }

    #[test]
    fn where_the_calendar_ends_red_stays_red() {
        let day = date(2026, 12, 31);
        let instants = instants(&[day], day, &USUAL, &Calendar::bundled());
        assert_eq!(instants.deep_red_at, None);
        let due_at = Some(clock::start_of(date(2027, 1, 1)));
        assert_eq!(at("2027-06-01T00:00:00Z".parse().unwrap(), due_at, Some(instants)), Lamp::Red);
    }
}
