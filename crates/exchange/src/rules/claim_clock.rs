//! Art. 22(1), 23(1) — Claim within one working day (第二十二条（一）：相关监管部门应于1个工作日内完成认领).
//! The clock starts when the receiving service's database has the delivery; that day is not counted; it ends at 24:00 of the
//! due day. What lies between push and receipt is the platform's own time, never a bureau's.

use duty::{ClockRule, Deadline};
use jiff::Timestamp;
use proto::words::exchange::RecipientRole;
use workdays::Calendar;

/// Whether a unit owes a claim: whoever supervises does; nobody does for information (抄送).
pub fn is_owed(role: RecipientRole) -> bool {
    match role {
        RecipientRole::Lead | RecipientRole::Other => true,
        RecipientRole::Copy => false,
    }
}

/// The claim clock under `rule` of a delivery received at `received_at`. Without the year's calendar it has no date yet.
pub fn open(rule: &ClockRule, received_at: Timestamp, calendar: &Calendar) -> Deadline {
    Deadline::open(rule, received_at, calendar)
}

#[cfg(test)]
mod tests {
    use duty::clocks;

    use super::*;

    fn due(received: &str) -> Option<String> {
        let deadline = open(&clocks::C2, received.parse().unwrap(), &Calendar::bundled());
        deadline.due_at().map(|at| clock::in_county(at).strftime("%Y-%m-%d %H:%M").to_string())
    }

    #[test]
    fn received_on_a_working_day_is_due_at_the_end_of_the_next() {
        assert_eq!(due("2026-10-08T09:00:00+08:00").unwrap(), "2026-10-10 00:00");
    }

    #[test]
    fn received_before_national_day_is_due_after_it() {
        assert_eq!(due("2026-09-30T17:00:00+08:00").unwrap(), "2026-10-09 00:00");
    }

    #[test]
    fn half_past_midnight_belongs_to_the_new_day() {
        assert_eq!(due("2026-10-12T00:30:00+08:00").unwrap(), "2026-10-14 00:00");
        assert_eq!(due("2026-10-11T23:59:59+08:00").unwrap(), "2026-10-13 00:00");
    }

    #[test]
    fn a_year_that_is_not_loaded_leaves_the_clock_without_a_date() {
        assert_eq!(due("2026-12-31T09:00:00+08:00"), None);
    }
}
