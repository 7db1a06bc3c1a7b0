//! What a reminder plan needs to know of a deadline.

use clock::{civil_date, start_of};
use jiff::{Timestamp, civil::Date};
use proto::r#type::v1::Deadline;

use crate::rules::reminder_plan::Clock;

/// The counted days of a deadline up to its end; none where it has no date. Those of a clock that is counted backwards come from the
/// last.
pub(crate) fn planned_clock(deadline: &Deadline) -> Option<Clock> {
    Clock::new(counted_days(deadline)?.into_iter().map(Some))
}

/// Those days; where none of them is worked, the last day itself: somebody has to be reminded on it.
pub(super) fn counted_days(deadline: &Deadline) -> Option<Vec<Date>> {
    let due = deadline.due_time?.seconds;
    let counted: Option<Vec<Date>> =
        deadline.days.iter().filter(|day| day.counted).map(|day| day.date.parse().ok()).collect();
    let mut counted = counted?;
    counted.retain(|day| day.tomorrow().is_ok_and(|next| start_of(next).as_second() <= due));
    counted.sort_unstable();
    if counted.is_empty() && !deadline.days.is_empty() {
        counted.push(civil_date(Timestamp::new(due - 1, 0).ok()?));
    }
    Some(counted)
}

#[cfg(test)]
mod tests {
    use proto::r#type::v1::ExplainedDay;

    use super::*;

    fn planned(due: &str, days: &[&str]) -> Vec<String> {
        let day =
            |date: &&str| ExplainedDay { date: (*date).to_owned(), counted: true, reason: String::new() };
        let seconds = due.parse::<Timestamp>().unwrap().as_second();
        let due_time = Some(prost_types::Timestamp { seconds, nanos: 0 });
        let deadline = Deadline { due_time, days: days.iter().map(day).collect(), ..Deadline::default() };
        let clock = planned_clock(&deadline);
        clock.map(|clock| clock.counted.iter().map(ToString::to_string).collect()).unwrap_or_default()
    }

    #[test]
    fn days_that_were_counted_backwards_are_planned_forwards_and_only_up_to_the_end() {
        let ordinary = planned("2026-10-20T00:00:00+08:00", &["2026-10-19", "2026-10-16"]);
        assert_eq!(ordinary, ["2026-10-16", "2026-10-19"]);
        let clear = planned("2026-10-19T00:00:00+08:00", &["2026-10-19", "2026-10-16"]);
        assert_eq!(clear, ["2026-10-16"], "the Monday lies between and is no day to send anything");
        assert_eq!(
            planned("2026-10-08T00:00:00+08:00", &["2026-10-08"]),
            ["2026-10-07"],
            "nothing but a holiday"
        );
        assert!(planned("2026-10-08T00:00:00+08:00", &[]).is_empty(), "without days it makes no sense");
    }
}
