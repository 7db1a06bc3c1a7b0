//! On some days a deputy (代理) is told what an official would be told: one at a time for each official, so that nobody is told twice.

use ids::{DeputyId, OfficialId, UnitCode};
use jiff::{Timestamp, civil::Date};
use refusal::Refusal;

/// Who stands in for whom, on which days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Deputy {
    pub(crate) id: DeputyId,
    pub(crate) unit: UnitCode,
    /// Who is away.
    pub(crate) official: OfficialId,
    pub(crate) stands_in: OfficialId,
    pub(crate) named_by: OfficialId,
    pub(crate) created_at: Timestamp,
    pub(crate) first_day: Date,
    pub(crate) last_day: Date,
}

impl Deputy {
    /// Whoever was away is back today: yesterday was the last day. Refused once that has passed.
    pub(crate) fn end(&mut self, today: Date) -> Result<(), Refusal> {
        if self.last_day < today {
            return Err(Refusal::precondition("DEPUTY_ENDED", "the deputy's days are over", "该代理已结束"));
        }
        let yesterday = today.yesterday().unwrap_or(today);
        let before_the_first = self.first_day.yesterday().unwrap_or(self.first_day);
        self.last_day = yesterday.max(before_the_first);
        Ok(())
    }

    /// Whether both would be away for each other's days, or one twice: the days of one official do not overlap.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.official == other.official
            && self.first_day <= other.last_day
            && other.first_day <= self.last_day
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn deputy(first: i8, last: i8) -> Deputy {
        Deputy {
            id: DeputyId::generate(),
            unit: "scjgj".parse().unwrap(),
            official: "scjgj-liaison".parse().unwrap(),
            stands_in: "scjgj-01".parse().unwrap(),
            named_by: "scjgj-leader".parse().unwrap(),
            created_at: Timestamp::UNIX_EPOCH,
            first_day: date(2026, 10, first),
            last_day: date(2026, 10, last),
        }
    }

    #[test]
    fn whoever_is_back_is_back_today() {
        let mut away = deputy(12, 16);
        away.end(date(2026, 10, 14)).unwrap();
        assert_eq!(away.last_day, date(2026, 10, 13));
        assert_eq!(away.end(date(2026, 10, 14)).unwrap_err().reason, "DEPUTY_ENDED");
        let mut planned = deputy(12, 16);
        planned.end(date(2026, 10, 8)).unwrap();
        assert_eq!(planned.last_day, date(2026, 10, 11), "it never begins");
    }

    #[test]
    fn days_of_one_official_do_not_overlap() {
        assert!(deputy(12, 16).overlaps(&deputy(16, 20)));
        assert!(!deputy(12, 16).overlaps(&deputy(17, 20)));
    }
}
