//! Counts of a clock come in any order: the one by the greatest calendar version stands.

use std::cmp::Reverse;

use ids::DutyId;
use jiff::Timestamp;
use proto::r#type::v1::Deadline;
use workdays::Calendar;

use super::planned_clock::counted_days;
use crate::rules::{
    lamp::{self, Instants},
    office_hours::OfficeHours,
};

/// A count of a duty's clock by the service that keeps it: the newest stands, in whatever order they come.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Recount {
    pub(crate) id: DutyId,
    /// The count with its explanation.
    pub(crate) deadline: Deadline,
    /// When the clock started.
    pub(crate) started_at: Timestamp,
    /// The exclusive end; none: 待定.
    pub(crate) due_at: Option<Timestamp>,
    /// When the lamp changes.
    pub(crate) instants: Option<Instants>,
    /// Version of the calendar by which that was counted here.
    pub(crate) lamp_version: i64,
}

impl Recount {
    /// Reads a count and says when its lamp changes; `None` when it makes no sense.
    pub(crate) fn read(
        id: DutyId,
        deadline: Deadline,
        office_hours: &OfficeHours,
        calendar: &Calendar,
    ) -> Option<Self> {
        let instant = |at: prost_types::Timestamp| Timestamp::new(at.seconds, at.nanos).ok();
        let started_at = instant(deadline.start_time?)?;
        let mut due_at = None;
        let mut instants = None;
        if let Some(due_time) = deadline.due_time {
            let counted = counted_days(&deadline)?;
            instants = Some(lamp::instants(&counted, *counted.last()?, office_hours, calendar));
            due_at = Some(instant(due_time)?);
        }
        Some(Self { id, deadline, started_at, due_at, instants, lamp_version: calendar.version() })
    }

    /// Of several counts of a clock the newest, by id.
    pub(crate) fn newest(mut counts: Vec<Self>) -> Vec<Self> {
        counts.sort_by_key(|count| (count.id, Reverse(count.deadline.calendar_version)));
        counts.dedup_by_key(|count| count.id);
        counts
    }
}

#[cfg(test)]
mod tests {
    use proto::r#type::v1::ExplainedDay;

    use super::*;
    use crate::rules::office_hours::tests::USUAL;

    fn wire(text: &str) -> prost_types::Timestamp {
        let at: Timestamp = text.parse().unwrap();
        prost_types::Timestamp { seconds: at.as_second(), nanos: 0 }
    }

    fn deadline(version: i64) -> Deadline {
        let day = |date: &str, counted| ExplainedDay { date: date.to_owned(), counted, ..Default::default() };
        Deadline {
            start_time: Some(wire("2026-09-30T09:00:00+08:00")),
            due_time: Some(wire("2026-10-09T00:00:00+08:00")),
            days: vec![day("2026-10-07", false), day("2026-10-08", true)],
            calendar_version: version,
            ..Deadline::default()
        }
    }

    fn read(deadline: Deadline) -> Option<Recount> {
        Recount::read(DutyId(ids::Uuid::nil()), deadline, &USUAL, &Calendar::bundled())
    }

    #[test]
    fn a_count_says_when_its_lamp_changes() {
        let instants = read(deadline(1)).unwrap().instants.unwrap();
        assert_eq!(clock::in_county(instants.yellow_at).to_string(), "2026-10-08T13:30:00+08:00[+08:00]");
        assert_eq!(instants.deep_red_at, Some("2026-10-11T00:00:00+08:00".parse().unwrap()));
    }

    #[test]
    fn a_count_without_a_date_is_one_and_nonsense_is_none() {
        let undated = Deadline { due_time: None, days: Vec::new(), ..deadline(1) };
        assert_eq!(read(undated).unwrap().instants, None);
        let dayless = Deadline { days: Vec::new(), ..deadline(1) };
        let unstarted = Deadline { start_time: None, ..deadline(1) };
        let mut strange = deadline(1);
        strange.days[1].date = "节后第一天".to_owned();
        assert_eq!([dayless, unstarted, strange].map(read), [None, None, None]);
    }

    #[test]
    fn of_two_counts_the_newer_stands() {
        let counts = [2, 3, 1].map(|version| read(deadline(version)).unwrap());
        let newest = Recount::newest(counts.to_vec());
        assert_eq!(newest, [counts[1].clone()]);
    }
}
