//! Joint meeting 3(4) — Materials at least one working day before (召开1个工作日前发送议题材料), clock C13. The ordinary reading: on the
//! working day before at the latest; the strict one: a whole working day lies between. Late material (迟发) does not void a meeting.
//!
//! The date stands in the invitation: no later change of the calendar moves it, only another date of the meeting.

use duty::Deadline;
use jiff::Timestamp;
use refusal::{Refusal, articles};
use workdays::{Calendar, DueAt, Reading, YearNotLoaded};

/// The rule of the clock.
pub(crate) use duty::clocks::C13 as RULE;

/// Until when the materials of a meeting that begins at `start_at` are to be sent; said at `now`.
pub(crate) fn deadline(
    start_at: Timestamp,
    now: Timestamp,
    calendar: &Calendar,
    reading: Reading,
) -> Result<Deadline, YearNotLoaded> {
    let day = clock::civil_date(start_at);
    let mut counted = calendar.subtract(day, RULE.working_days, reading)?;
    if reading == Reading::ClearDays {
        // Up to the last working day on which they can be sent: on it the office is reminded.
        counted.days = calendar.subtract(day, RULE.working_days + 1, Reading::Ordinary)?.days;
    }
    let due_at = counted.due_instant(DueAt::EndOfDay);
    Ok(Deadline::Dated { started_at: now, due_at, counted, calendar: calendar.version() })
}

/// At the opening the members are asked about late materials, and about nothing else.
pub(crate) fn must_say_whether_members_agree(any_late: bool, agreed: Option<bool>) -> Result<(), Refusal> {
    let field = "late_materials_agreed";
    match (any_late, agreed) {
        (true, None) => {
            let en = "materials were sent late, or are missing: say whether the members agree";
            let zh = "有材料迟发或未发：请写明与会成员是否同意";
            Err(Refusal::field(field, "required", en, zh).under(articles::MEETING_3_4))
        }
        (false, Some(_)) => {
            Err(Refusal::field(field, "not_expected", "no material was sent late", "没有迟发的材料"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(start: &str, reading: Reading) -> String {
        let now = "2026-09-21T09:00:00+08:00".parse().unwrap();
        let deadline = deadline(start.parse().unwrap(), now, &Calendar::bundled(), reading).unwrap();
        deadline.due_at().unwrap().to_string()
    }

    #[test]
    fn both_readings_across_national_day() {
        let meeting = "2026-10-08T09:00:00+08:00";
        assert_eq!(due(meeting, Reading::Ordinary), "2026-09-30T16:00:00Z", "by the end of the 30th");
        assert_eq!(due(meeting, Reading::ClearDays), "2026-09-29T16:00:00Z", "the 30th lies between");
        let plain = "2026-10-14T15:00:00+08:00";
        assert_eq!(due(plain, Reading::Ordinary), "2026-10-13T16:00:00Z");
        assert_eq!(due(plain, Reading::ClearDays), "2026-10-12T16:00:00Z");
    }

    #[test]
    fn the_days_go_back_to_the_one_on_which_the_office_is_reminded() {
        let start = "2026-10-20T09:00:00+08:00";
        let now = "2026-09-21T09:00:00+08:00".parse().unwrap();
        let last = |reading| {
            let due = deadline(start.parse().unwrap(), now, &Calendar::bundled(), reading).unwrap();
            due.counted().unwrap().days.iter().rfind(|day| day.counted).map(|day| day.date.to_string())
        };
        assert_eq!(last(Reading::Ordinary).unwrap(), "2026-10-19", "a Monday");
        assert_eq!(last(Reading::ClearDays).unwrap(), "2026-10-16", "the Friday: the Monday lies between");
    }

    #[test]
    fn the_instant_itself_is_late() {
        let start = "2026-10-08T09:00:00+08:00";
        let now = "2026-09-21T09:00:00+08:00".parse().unwrap();
        let due = deadline(start.parse().unwrap(), now, &Calendar::bundled(), Reading::Ordinary).unwrap();
        assert!(!due.is_late("2026-09-30T23:59:59.999+08:00".parse().unwrap()));
        assert!(due.is_late("2026-10-01T00:00:00+08:00".parse().unwrap()));
        let beyond = "2027-02-01T09:00:00+08:00".parse().unwrap();
        assert!(deadline(beyond, now, &Calendar::bundled(), Reading::Ordinary).is_err());
    }

    #[test]
    fn members_are_asked_about_late_materials_only() {
        assert!(must_say_whether_members_agree(false, None).is_ok());
        assert!(must_say_whether_members_agree(true, Some(false)).is_ok(), "late material voids nothing");
        assert!(must_say_whether_members_agree(true, None).is_err());
        assert!(must_say_whether_members_agree(false, Some(true)).is_err());
    }
}
