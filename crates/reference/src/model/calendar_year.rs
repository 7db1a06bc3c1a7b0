//! Calendar years, kept as the text of the notice: what was loaded can be shown, and read again by a later release.

use proto::reference::v1 as wire;
use refusal::Refusal;
use workdays::Year;

/// The working-day calendar of one year (工作日历), in the form in which it was loaded and as it was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarYear {
    data: String,
    parsed: Year,
}

impl CalendarYear {
    /// The most bytes that a year's data may have; a real one has two thousand.
    const LONGEST: usize = 64 * 1024;

    /// Reads a year from the TOML form of the calendar files.
    pub fn parse(data: String, version: i64) -> Result<Self, Refusal> {
        if data.len() > Self::LONGEST {
            return Err(Refusal::field("data", "length", "is longer than 64 KiB", "超过64 KiB"));
        }
        match Year::parse(&data) {
            Ok(parsed) => Ok(Self { data, parsed: parsed.with_version(version) }),
            Err(bad) => Err(Refusal::field(
                "data",
                "format",
                format!("is no calendar: {bad}"),
                format!("不是有效的日历：{bad}"),
            )),
        }
    }

    /// The year that the notice is about.
    pub fn year(&self) -> i32 {
        self.parsed.year()
    }

    /// Number of the notice, for example 国办发明电〔2025〕7号.
    pub fn notice(&self) -> &str {
        self.parsed.notice()
    }

    /// Grows with each change of the year; 0 while it was never saved.
    pub fn version(&self) -> i64 {
        self.parsed.version()
    }

    /// The year in the TOML form of the calendar files.
    pub fn data(&self) -> &str {
        &self.data
    }

    /// The year as the working-day engine takes it.
    pub fn parsed(&self) -> &Year {
        &self.parsed
    }
}

impl TryFrom<wire::CalendarYear> for CalendarYear {
    type Error = Refusal;

    /// What the data say of year and notice counts.
    fn try_from(calendar: wire::CalendarYear) -> Result<Self, Refusal> {
        Self::parse(calendar.data, calendar.version)
    }
}

impl From<CalendarYear> for wire::CalendarYear {
    fn from(calendar: CalendarYear) -> Self {
        Self {
            year: calendar.year(),
            notice: calendar.notice().to_owned(),
            version: calendar.version(),
            data: calendar.data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_survives_the_wire() {
        for (number, data) in workdays::bundled_years() {
            let calendar = CalendarYear::parse(data.to_owned(), 4).unwrap();
            let sent = wire::CalendarYear::from(calendar.clone());
            assert_eq!((sent.year, sent.version), (number, 4));
            assert_eq!(CalendarYear::try_from(sent).unwrap(), calendar);
        }
    }

    #[test]
    fn what_is_no_calendar_is_refused_with_its_field() {
        for bad in ["", "year = 2027", &"x".repeat(70_000)] {
            assert_eq!(CalendarYear::parse(bad.to_owned(), 1).unwrap_err().violations[0].field, "data");
        }
    }
}
