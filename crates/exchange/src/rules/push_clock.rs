//! Art. 22(1) — Push within one working day of the decision (自作出许可决定之日起1个工作日内推送), clock C1.
//!
//! The day of the decision is not counted; the clock ends at 24:00 of the due day. It stops when the decision is accepted and
//! routed: an unrouted one runs on.

use duty::{Deadline, clocks};
use jiff::civil::Date;
use workdays::Calendar;

/// The push clock of a decision. Without the year's calendar it has no date yet.
pub fn open(decided_on: Date, calendar: &Calendar) -> Deadline {
    Deadline::open(&clocks::C1, clock::start_of(decided_on), calendar)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn due(decided_on: Date) -> Option<Date> {
        open(decided_on, &Calendar::bundled()).counted().map(|counted| counted.due_on)
    }

    #[test]
    fn a_decision_on_the_eve_of_the_holiday_is_pushed_on_the_first_day_after_it() {
        assert_eq!(due(date(2026, 9, 30)), Some(date(2026, 10, 8)));
    }

    #[test]
    fn a_decision_on_a_rest_day_is_pushed_on_the_next_working_day() {
        assert_eq!(due(date(2026, 10, 17)), Some(date(2026, 10, 19)));
    }

    #[test]
    fn a_worked_saturday_is_a_day_for_pushing() {
        assert_eq!(due(date(2026, 10, 9)), Some(date(2026, 10, 10)));
    }

    #[test]
    fn without_the_calendar_of_the_year_there_is_no_date() {
        assert_eq!(due(date(2026, 12, 31)), None);
    }
}
