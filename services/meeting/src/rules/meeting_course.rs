//! Joint meeting 3(1), 3(2) — Course of a meeting (会议流程): planned, invited to, held; moved or cancelled only before.

use jiff::{Timestamp, civil::Date};
use refusal::{Kind, Refusal, articles};

/// How far a meeting is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Course {
    /// 筹备.
    Planned,
    /// 已通知.
    Invited,
    /// 已召开.
    Held,
    /// 已取消.
    Cancelled,
}

/// What is done with a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// The chief convener lets a convener preside.
    Delegate,
    /// The office invites, or invites whoever joined since.
    Invite,
    /// The office sends a material.
    SendMaterial,
    /// A unit answers.
    Answer,
    /// The office moves it.
    Reschedule,
    /// The office cancels it.
    Cancel,
    /// Somebody signs in.
    SignIn,
    /// It is opened.
    Open,
    /// The office writes its minutes.
    Minute,
}

impl Course {
    /// Every state.
    pub(crate) const ALL: [Self; 4] = [Self::Planned, Self::Invited, Self::Held, Self::Cancelled];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Invited => "invited",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// Refuses what cannot be done here.
    pub(crate) fn allows(self, act: Act) -> Result<(), Refusal> {
        match (self, act) {
            (Self::Planned | Self::Invited, Act::Delegate | Act::Invite | Act::Reschedule | Act::Cancel)
            | (Self::Invited, Act::SendMaterial | Act::Answer | Act::SignIn | Act::Open)
            | (Self::Held, Act::SignIn | Act::Minute) => Ok(()),
            (Self::Planned | Self::Invited, Act::Minute) => {
                Err(refused("it was not held yet", "该会议尚未召开"))
            }
            (Self::Planned, _) => Err(refused("nobody was invited to it yet", "该会议尚未发出通知")),
            (Self::Held, _) => Err(refused("it was held", "该会议已召开")),
            (Self::Cancelled, _) => Err(refused("it was cancelled", "该会议已取消")),
        }
    }
}

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

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("MEETING_STATE", en, zh).under(articles::MEETING_3_1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_is_prepared_then_held_and_changed_only_before() {
        let acts = [
            Act::Delegate,
            Act::Invite,
            Act::SendMaterial,
            Act::Answer,
            Act::Reschedule,
            Act::Cancel,
            Act::SignIn,
            Act::Open,
            Act::Minute,
        ];
        let allowed = |course: Course| acts.map(|act| course.allows(act).is_ok());
        assert_eq!(allowed(Course::Planned), [true, true, false, false, true, true, false, false, false]);
        assert_eq!(allowed(Course::Invited), [true, true, true, true, true, true, true, true, false]);
        assert_eq!(allowed(Course::Held), [false, false, false, false, false, false, true, false, true]);
        assert_eq!(allowed(Course::Cancelled), [false; 9]);
        let refusal = Course::Held.allows(Act::Cancel).unwrap_err();
        assert_eq!((refusal.reason, refusal.zh.as_str()), ("MEETING_STATE", "该会议已召开"));
    }

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
