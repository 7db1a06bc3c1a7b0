//! One year's notice (节假日安排): which days are off, and which weekends are worked.

use std::collections::{BTreeMap, btree_map::Entry};

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// The calendar of one year, from its notice. Checked: what it holds cannot contradict itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Year {
    number: i32,
    notice: String,
    version: i64,
    days: BTreeMap<Date, Marked>,
}

/// A day that the notice names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Marked {
    /// Worked in spite of the weekend (调休上班); otherwise off.
    pub(crate) work: bool,
    /// The holiday that it belongs to.
    pub(crate) name: String,
}

/// Why a year's data was not taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadYear {
    /// Not TOML of the expected form.
    #[error("not a calendar file: {0}")]
    Unreadable(String),
    /// A year that no notice of the State Council's office covers.
    #[error("year {0} is outside 2000 to 2199")]
    Year(i32),
    /// The notice's number is missing.
    #[error("the number of the notice is missing")]
    NoNotice,
    /// No day off at all: surely not the whole notice.
    #[error("no day off is listed")]
    NoDaysOff,
    /// A day without the name of its holiday.
    #[error("{0} has no name")]
    NoName(Date),
    /// A day of another year that is not joined to this one: only the last ten days before and the first ten after are.
    #[error("{0} does not belong to the year")]
    OtherYear(Date),
    /// A day that is listed twice, or both as off and as worked.
    #[error("{0} is listed twice")]
    Twice(Date),
    /// A worked day that is an ordinary weekday.
    #[error("{0} is listed as a worked weekend, but is no weekend")]
    NoWeekend(Date),
}

impl Year {
    /// Reads a year from the TOML form of the calendar files: `year`, `notice`, and the lists `off` and `work` of
    /// `{ date, name }`. Its version is 0: that of a file that nobody keeps.
    pub fn parse(text: &str) -> Result<Self, BadYear> {
        let file: File =
            toml::from_str(text).map_err(|error| BadYear::Unreadable(error.message().to_owned()))?;
        if !(2000..=2199).contains(&file.year) {
            return Err(BadYear::Year(file.year));
        }
        if file.notice.trim().is_empty() {
            return Err(BadYear::NoNotice);
        }
        if file.off.is_empty() {
            return Err(BadYear::NoDaysOff);
        }
        let mut year = Self {
            number: file.year,
            notice: file.notice.trim().to_owned(),
            version: 0,
            days: BTreeMap::new(),
        };
        for day in file.off {
            year.mark(&day, false)?;
        }
        for day in file.work {
            year.mark(&day, true)?;
        }
        Ok(year)
    }

    /// The same as the version of it that is kept.
    #[must_use]
    pub fn with_version(mut self, version: i64) -> Self {
        self.version = version;
        self
    }

    /// The year.
    pub fn year(&self) -> i32 {
        self.number
    }

    /// The number of its notice, for example `国办发明电〔2025〕7号`.
    pub fn notice(&self) -> &str {
        &self.notice
    }

    /// Grows with each change of the year; 0 if it was never kept.
    pub fn version(&self) -> i64 {
        self.version
    }

    pub(crate) fn marked(&self, date: Date) -> Option<&Marked> {
        self.days.get(&date)
    }

    fn mark(&mut self, day: &FileDay, work: bool) -> Result<(), BadYear> {
        let date: Date =
            day.date.parse().map_err(|_| BadYear::Unreadable(format!("{:?} is not a date", day.date)))?;
        if day.name.trim().is_empty() {
            return Err(BadYear::NoName(date));
        }
        if !self.joins(date) {
            return Err(BadYear::OtherYear(date));
        }
        if work && !is_weekend(date) {
            return Err(BadYear::NoWeekend(date));
        }
        match self.days.entry(date) {
            Entry::Occupied(_) => Err(BadYear::Twice(date)),
            Entry::Vacant(place) => {
                place.insert(Marked { work, name: day.name.trim().to_owned() });
                Ok(())
            }
        }
    }

    /// New Year's holiday may begin in the old year: the notice for 2023 gave 2022-12-31 off.
    fn joins(&self, date: Date) -> bool {
        let year = i32::from(date.year());
        year == self.number
            || (year == self.number - 1 && date.month() == 12 && date.day() > 21)
            || (year == self.number + 1 && date.month() == 1 && date.day() <= 10)
    }
}

pub(crate) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i32,
    notice: String,
    off: Vec<FileDay>,
    #[serde(default)]
    work: Vec<FileDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDay {
    date: String,
    name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(off: &str, work: &str) -> Result<Year, BadYear> {
        let day = |date: &str| format!("{{ date = \"{date}\", name = \"元旦\" }}");
        let list = |dates: &str| dates.split_whitespace().map(day).collect::<Vec<_>>().join(", ");
        Year::parse(&format!(
            "year = 2027\nnotice = \"某号\"\noff = [{}]\nwork = [{}]",
            list(off),
            list(work)
        ))
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn a_year_keeps_its_number_and_its_notice() {
        let year = parse("2027-01-01", "2027-01-03").expect("valid");
        assert_eq!((year.year(), year.notice()), (2027, "某号"));
    }

    #[test]
    fn new_years_holiday_may_begin_in_the_old_year() {
        assert!(parse("2026-12-31 2027-01-01", "").is_ok());
        assert_eq!(parse("2026-12-21", ""), Err(BadYear::OtherYear(day("2026-12-21"))));
        assert_eq!(parse("2028-01-11", ""), Err(BadYear::OtherYear(day("2028-01-11"))));
        assert_eq!(parse("2026-06-01", ""), Err(BadYear::OtherYear(day("2026-06-01"))));
    }

    #[test]
    fn a_day_is_listed_once() {
        assert_eq!(parse("2027-01-01 2027-01-01", ""), Err(BadYear::Twice(day("2027-01-01"))));
        assert_eq!(parse("2027-01-03", "2027-01-03"), Err(BadYear::Twice(day("2027-01-03"))));
    }

    #[test]
    fn only_weekends_can_be_worked_instead() {
        assert_eq!(parse("2027-01-01", "2027-01-04"), Err(BadYear::NoWeekend(day("2027-01-04"))));
    }

    #[test]
    fn text_that_is_no_calendar_is_refused_with_a_reason() {
        for text in ["", "year = 2027", "<html>", "year = \"x\"", "year=2027\nnotice=\"n\"\noff=[]\nextra=1"]
        {
            assert!(matches!(Year::parse(text), Err(BadYear::Unreadable(_))), "{text}");
        }
        assert!(matches!(parse("2027-02-30", ""), Err(BadYear::Unreadable(_))));
        assert_eq!(parse("", ""), Err(BadYear::NoDaysOff));
        assert_eq!(Year::parse("year = 1999\nnotice = \"n\"\noff = []"), Err(BadYear::Year(1999)));
        assert_eq!(Year::parse("year = 2027\nnotice = \" \"\noff = []"), Err(BadYear::NoNotice));
    }
}
