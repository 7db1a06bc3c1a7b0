//! What a reminder plan needs to know of a deadline.

use proto::r#type::v1::Deadline;

use crate::rules::reminder_plan::Clock;

/// The counted days of a deadline; none where it has no date.
pub(crate) fn planned_clock(deadline: &Deadline) -> Option<Clock> {
    deadline.due_time?;
    Clock::new(deadline.days.iter().filter(|day| day.counted).map(|day| day.date.parse().ok()))
}
