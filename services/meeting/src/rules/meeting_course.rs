//! Joint meeting 3(1), 3(2) — Course of a meeting (会议流程): planned, invited to, held; moved or cancelled only before.
//!
//! What its state allows is said where the state is: `model/meeting.rs`.

use jiff::{Timestamp, civil::Date};
use refusal::{Kind, Refusal, articles};

/// Nobody is here, and nothing is opened, before the day of the meeting.
pub(crate) fn must_have_come(day: Date, now: Timestamp) -> Result<(), Refusal> {
    if clock::civil_date(now) >= day {
        return Ok(());
    }
    let (en, zh) = (format!("it takes place on {day}"), format!("该会议于{day}召开"));
    Err(refused(&en, &zh))
}

/// Refuses the answer to a date that the meeting does not have any more; both say how many times it had been moved.
pub(crate) fn must_be_the_date(read: i32, moved: i32) -> Result<(), Refusal> {
    if read == moved {
        return Ok(());
    }
    let (en, zh) =
        (format!("the meeting was moved {moved} times"), format!("该会议已改期{moved}次，请按新的时间答复"));
    Err(Refusal::new(Kind::Conflict, "VERSION_CONFLICT", en, zh).with("reschedule_count", moved))
}

/// After the day nobody signs in by itself: the office notes who was here.
pub(crate) fn must_not_be_over(day: Date, now: Timestamp) -> Result<(), Refusal> {
    if clock::civil_date(now) <= day {
        return Ok(());
    }
    Err(refused("the day has passed: the office notes who was here", "会议日已过，由联席会议办公室补登"))
}

/// A refusal under this rule.
pub(crate) fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("MEETING_STATE", en, zh).under(articles::MEETING_3_1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_here_before_the_day() {
        let day = jiff::civil::date(2026, 10, 14);
        assert!(must_have_come(day, "2026-10-13T23:59:59+08:00".parse().unwrap()).is_err());
        assert!(must_have_come(day, "2026-10-14T00:00:00+08:00".parse().unwrap()).is_ok());
        assert!(must_have_come(day, "2026-10-15T09:00:00+08:00".parse().unwrap()).is_ok(), "noted later");
        assert!(must_not_be_over(day, "2026-10-14T23:59:59+08:00".parse().unwrap()).is_ok());
        assert!(must_not_be_over(day, "2026-10-15T00:00:00+08:00".parse().unwrap()).is_err());
    }

    #[test]
    fn an_answer_is_to_the_date_that_was_read() {
        assert!(must_be_the_date(1, 1).is_ok());
        assert_eq!(must_be_the_date(0, 1).unwrap_err().reason, "VERSION_CONFLICT");
    }
}
