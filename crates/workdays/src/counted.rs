//! A counted period: its last day, the instant at which it ends, and why.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, offset},
};
use serde::{Deserialize, Serialize};

use crate::{Closure, Year};

/// Asia/Shanghai: without summer time since 1992, so no host's time zone data is needed.
const SHANGHAI: Offset = offset(8);

/// The outcome of counting, with every day between that was counted or skipped. Kept with the clock as its proof.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// The day from which it was counted, forwards or backwards; never counted itself.
    pub start: Date,
    /// How many working days the rule gives.
    pub working_days: u32,
    /// The last day of the period; counted backwards, the last day that is early enough.
    pub due_on: Date,
    /// Each calendar day that was looked at, in the order of counting.
    pub days: Vec<Day>,
    /// The years' calendars by which it was counted, in the order of counting.
    #[serde(default)]
    pub calendars: Vec<CalendarUsed>,
    /// The local closures among the days.
    #[serde(default)]
    pub closures: Vec<ClosureUsed>,
    /// The calendar changed since, and would now give an earlier day: the one that was told is kept.
    #[serde(default)]
    pub kept: bool,
    /// People named the last day, and this is where it stands, in Chinese; empty where the working days give it.
    #[serde(default)]
    pub named_by: String,
}

/// A year's calendar as it was when a period was counted by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CalendarUsed {
    /// The year.
    pub year: i32,
    /// The number of its notice, for example `国办发明电〔2025〕7号`.
    pub notice: String,
    /// The version of the year; 0 if it was never kept.
    pub version: i64,
}

/// A local closure as it was when a period was counted. Its [`Day`] says who closed, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClosureUsed {
    /// The day.
    pub date: Date,
    /// The version of the closure.
    pub version: i64,
}

/// One calendar day of a count.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Whether it counts as a working day.
    pub counted: bool,
    /// Why: 工作日, 调休上班, 周末, the name of a holiday, or the reason and authority of a local closure.
    pub reason: String,
}

/// When on its last day a period ends (民法典 203).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DueAt {
    /// 24:00 Asia/Shanghai.
    #[default]
    EndOfDay,
    /// The close of business, Asia/Shanghai.
    CloseOfBusiness(Time),
}

impl Counted {
    /// Nothing counted yet.
    pub(crate) fn nothing(start: Date, working_days: u32) -> Self {
        Self {
            start,
            working_days,
            due_on: start,
            days: Vec::new(),
            calendars: Vec::new(),
            closures: Vec::new(),
            kept: false,
            named_by: String::new(),
        }
    }

    /// The exclusive end: what happens at this instant is late.
    pub fn due_instant(&self, due_at: DueAt) -> Timestamp {
        match due_at {
            DueAt::EndOfDay => self
                .due_on
                .tomorrow()
                .map_or(Timestamp::MAX, |next| instant(next.to_datetime(Time::midnight()))),
            DueAt::CloseOfBusiness(time) => instant(self.due_on.to_datetime(time)),
        }
    }

    /// Why it is that date, as one Chinese sentence.
    pub fn explain(&self) -> String {
        if !self.named_by.is_empty() {
            return format!("{}，{} 24:00届满", self.named_by, self.due_on);
        }
        let backwards = self.due_on < self.start;
        let mut parts = Vec::new();
        let skipped = runs(self.days.iter().filter(|day| !day.counted));
        if !skipped.is_empty() {
            parts.push(format!("跳过{}", skipped.join("、")));
        }
        let make_up = runs(self.days.iter().filter(|day| day.counted && day.reason != "工作日"));
        if !make_up.is_empty() {
            parts.push(format!("计入{}", make_up.join("、")));
        }
        parts.push(if backwards {
            format!("最迟{}", self.due_on)
        } else {
            format!("{} 24:00届满", self.due_on)
        });
        if !self.calendars.is_empty() {
            let notices: Vec<_> = self.calendars.iter().map(CalendarUsed::name).collect();
            parts.push(format!("依据{}", notices.join("、")));
        }
        if self.kept {
            parts.push("日历变更后按原告知期限保留".to_owned());
        }
        let from = if backwards { format!("{}之前", self.start) } else { format!("自{}起", self.start) };
        format!("{from}{}个工作日：{}", self.working_days, parts.join("；"))
    }
}

impl CalendarUsed {
    /// The notice, with the version of the year once it was corrected: `国办发明电〔2025〕7号（第2版）`.
    fn name(&self) -> String {
        if self.version > 1 {
            format!("{}（第{}版）", self.notice, self.version)
        } else {
            self.notice.clone()
        }
    }
}

impl From<&Year> for CalendarUsed {
    fn from(year: &Year) -> Self {
        Self { year: year.year(), notice: year.notice().to_owned(), version: year.version() }
    }
}

impl From<&Closure> for ClosureUsed {
    fn from(closure: &Closure) -> Self {
        Self { date: closure.date, version: closure.version }
    }
}

fn instant(in_shanghai: DateTime) -> Timestamp {
    SHANGHAI.to_timestamp(in_shanghai).unwrap_or(Timestamp::MAX)
}

/// Neighbouring days of one reason as one phrase: `2026-10-01至2026-10-07（国庆节）`.
fn runs<'a>(days: impl Iterator<Item = &'a Day>) -> Vec<String> {
    let mut runs: Vec<(Date, Date, &str)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last, reason)) if *reason == day.reason && are_neighbours(*last, day.date) => {
                *last = day.date;
            }
            _ => runs.push((day.date, day.date, &day.reason)),
        }
    }
    let phrase = |(first, last, reason): (Date, Date, &str)| {
        let (first, last) = (first.min(last), first.max(last));
        if first == last {
            format!("{first}（{reason}）")
        } else {
            format!("{first}至{last}（{reason}）")
        }
    };
    runs.into_iter().map(phrase).collect()
}

fn are_neighbours(one: Date, other: Date) -> bool {
    one.tomorrow().is_ok_and(|next| next == other) || other.tomorrow().is_ok_and(|next| next == one)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::{Calendar, Reading};

    #[test]
    fn a_period_ends_when_its_last_day_does() {
        let counted = Calendar::bundled().add(date(2026, 9, 30), 1).expect("loaded");
        let end: Timestamp = "2026-10-09T00:00:00+08:00".parse().expect("an instant");
        assert_eq!(counted.due_instant(DueAt::EndOfDay), end);
        let close: Timestamp = "2026-10-08T17:30:00+08:00".parse().expect("an instant");
        assert_eq!(counted.due_instant(DueAt::CloseOfBusiness(time(17, 30, 0, 0))), close);
    }

    #[test]
    fn the_explanation_names_what_was_skipped_and_by_which_notice() {
        let counted = Calendar::bundled().add(date(2026, 9, 30), 1).expect("loaded");
        assert_eq!(
            counted.explain(),
            "自2026-09-30起1个工作日：跳过2026-10-01至2026-10-07（国庆节）；2026-10-08 24:00届满；依据国办发明电〔2025〕7号"
        );
    }

    #[test]
    fn the_explanation_names_worked_weekends_and_every_run_of_days() {
        let counted = Calendar::bundled().add(date(2026, 9, 30), 3).expect("loaded");
        let sentence = counted.explain();
        assert!(sentence.contains("计入2026-10-10（调休上班）"), "{sentence}");
        let counted = Calendar::bundled().add(date(2026, 10, 16), 1).expect("loaded");
        assert!(counted.explain().contains("跳过2026-10-17至2026-10-18（周末）"), "{}", counted.explain());
    }

    #[test]
    fn counting_backwards_is_explained_as_such() {
        let counted = Calendar::bundled().subtract(date(2026, 10, 8), 1, Reading::Ordinary).expect("loaded");
        assert_eq!(
            counted.explain(),
            "2026-10-08之前1个工作日：跳过2026-10-01至2026-10-07（国庆节）；最迟2026-09-30；依据国办发明电〔2025〕7号"
        );
    }

    #[test]
    fn a_corrected_notice_is_named_with_its_version() {
        let year = Year::parse(crate::bundled_years()[6].1).expect("valid");
        let explained = |version| {
            let calendar = Calendar::new().with(year.clone().with_version(version));
            calendar.add(date(2026, 9, 30), 1).expect("loaded").explain()
        };
        assert!(explained(1).ends_with("；依据国办发明电〔2025〕7号"), "{}", explained(1));
        assert!(explained(2).ends_with("；依据国办发明电〔2025〕7号（第2版）"), "{}", explained(2));
    }

    #[test]
    fn a_date_that_was_kept_says_so() {
        let counted = Calendar::bundled().add(date(2026, 9, 30), 1).expect("loaded");
        let kept = Counted { kept: true, ..counted.clone() };
        assert_eq!(kept.explain(), format!("{}；日历变更后按原告知期限保留", counted.explain()));
    }

    #[test]
    fn a_day_that_people_named_is_explained_by_where_it_stands() {
        let counted = Calendar::bundled().add(date(2026, 9, 30), 1).expect("loaded");
        let named = Counted { named_by: "会议纪要载明".to_owned(), ..counted };
        assert_eq!(named.explain(), "会议纪要载明，2026-10-08 24:00届满");
    }

    #[test]
    fn what_was_kept_before_there_were_versions_and_closures_is_still_read() {
        let counted = Calendar::bundled().add(date(2026, 9, 30), 1).expect("loaded");
        let mut kept = toml::Table::try_from(&counted).expect("a table");
        for new in ["calendars", "closures", "kept", "named_by"] {
            assert!(kept.remove(new).is_some(), "{new}");
        }
        let read: Counted = kept.try_into().expect("an older row");
        assert_eq!((read.due_on, read.days, read.kept), (counted.due_on, counted.days, false));
        assert!(read.calendars.is_empty() && read.closures.is_empty());
    }

    #[test]
    fn an_ordinary_day_needs_no_reason() {
        let counted = Calendar::bundled().add(date(2020, 9, 21), 1).expect("loaded");
        assert!(counted.explain().starts_with("自2020-09-21起1个工作日：2020-09-22 24:00届满；依据"));
    }
}
