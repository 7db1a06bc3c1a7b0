//! The engine against an independent, deliberately dull reckoning of the same notices.
//!
//! The oracle writes the public tables down as text, marks every day of 2019-12 to 2026-12 in one long list, and counts
//! by walking over it.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use workdays::{Calendar, Reading, YearNotLoaded};

const OFF: &str = "2020-01-01 2020-01-24~2020-02-02 2020-04-04~2020-04-06 2020-05-01~2020-05-05 2020-06-25~2020-06-27 \
2020-10-01~2020-10-08 2021-01-01~2021-01-03 2021-02-11~2021-02-17 2021-04-03~2021-04-05 2021-05-01~2021-05-05 \
2021-06-12~2021-06-14 2021-09-19~2021-09-21 2021-10-01~2021-10-07 2022-01-01~2022-01-03 2022-01-31~2022-02-06 \
2022-04-03~2022-04-05 2022-04-30~2022-05-04 2022-06-03~2022-06-05 2022-09-10~2022-09-12 2022-10-01~2022-10-07 \
2022-12-31~2023-01-02 2023-01-21~2023-01-27 2023-04-05 2023-04-29~2023-05-03 2023-06-22~2023-06-24 \
2023-09-29~2023-10-06 2024-01-01 2024-02-10~2024-02-17 2024-04-04~2024-04-06 2024-05-01~2024-05-05 2024-06-10 \
2024-09-15~2024-09-17 2024-10-01~2024-10-07 2025-01-01 2025-01-28~2025-02-04 2025-04-04~2025-04-06 \
2025-05-01~2025-05-05 2025-05-31~2025-06-02 2025-10-01~2025-10-08 2026-01-01~2026-01-03 2026-02-15~2026-02-23 \
2026-04-04~2026-04-06 2026-05-01~2026-05-05 2026-06-19~2026-06-21 2026-09-25~2026-09-27 2026-10-01~2026-10-07";

const WORK: &str = "2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10 2021-02-07 2021-02-20 2021-04-25 \
2021-05-08 2021-09-18 2021-09-26 2021-10-09 2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 \
2022-10-09 2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08 2024-02-04 2024-02-18 \
2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 \
2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10";

const FIRST: Date = date(2019, 12, 1);
const LAST: Date = date(2026, 12, 31);

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::bundled);

/// Every day from 2019-12-01 to 2026-12-31: worked, or unknown in 2019.
static ORACLE: LazyLock<BTreeMap<Date, Option<bool>>> = LazyLock::new(|| {
    let mut days = BTreeMap::new();
    for day in FIRST.series(1.day()).take_while(|day| *day <= LAST) {
        let worked = day.weekday().to_monday_one_offset() <= 5;
        days.insert(day, (day.year() > 2019).then_some(worked));
    }
    let parse = |text: &str| text.parse::<Date>().expect("a date");
    for range in OFF.split_whitespace() {
        let (first, last) = range.split_once('~').unwrap_or((range, range));
        for day in parse(first).series(1.day()).take_while(|day| *day <= parse(last)) {
            days.insert(day, Some(false));
        }
    }
    for day in WORK.split_whitespace() {
        days.insert(parse(day), Some(true));
    }
    days
});

/// The n-th working day after, or the year in which the oracle is at its end.
fn after(start: Date, n: usize) -> Result<Date, i32> {
    let mut worked = Vec::new();
    for (day, works) in ORACLE.range(start.tomorrow().expect("in range")..) {
        match works {
            None => return Err(i32::from(day.year())),
            Some(true) => worked.push(*day),
            Some(false) => {}
        }
        if worked.len() == n {
            return Ok(*day);
        }
    }
    Err(2027)
}

fn before(deadline: Date, n: usize) -> Result<Date, i32> {
    let mut left = n;
    for (day, works) in ORACLE.range(..deadline).rev() {
        match works {
            None => return Err(i32::from(day.year())),
            Some(works) => left -= usize::from(*works),
        }
        if left == 0 {
            return Ok(*day);
        }
    }
    Err(2019)
}

#[test]
fn every_day_is_worked_or_not_as_the_notices_say() {
    for (day, works) in ORACLE.iter() {
        let expected = works.ok_or(YearNotLoaded { year: 2019 });
        assert_eq!(CALENDAR.is_working(*day), expected, "{day}");
    }
}

#[test]
fn every_start_has_the_due_day_of_the_oracle() {
    for start in ORACLE.keys() {
        for n in [1_u32, 2, 3, 5, 10, 20] {
            let due = CALENDAR.add(*start, n).map(|counted| counted.due_on).map_err(|error| error.year);
            assert_eq!(due, after(*start, n as usize), "{n} working days from {start}");
        }
    }
}

#[test]
fn every_deadline_has_the_last_early_day_of_the_oracle() {
    for deadline in ORACLE.keys().skip(1) {
        for n in [1_u32, 2, 5, 10] {
            let last = CALENDAR
                .subtract(*deadline, n, Reading::Ordinary)
                .map(|counted| counted.due_on)
                .map_err(|error| error.year);
            assert_eq!(last, before(*deadline, n as usize), "{n} working days before {deadline}");
        }
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    let days = ORACLE.len();
    (0..days).prop_map(|index| *ORACLE.keys().nth(index).expect("in range"))
}

proptest! {
    #[test]
    fn any_period_is_counted_as_the_oracle_does(start in any_day(), n in 1_u32..=250) {
        let due = CALENDAR.add(start, n).map(|counted| counted.due_on).map_err(|error| error.year);
        prop_assert_eq!(due, after(start, n as usize));
    }

    #[test]
    fn a_period_counts_exactly_its_working_days(start in any_day(), n in 1_u32..=250) {
        if let Ok(counted) = CALENDAR.add(start, n) {
            prop_assert_eq!(counted.days.iter().filter(|day| day.counted).count(), n as usize);
            prop_assert_eq!(counted.days.last().map(|day| (day.date, day.counted)), Some((counted.due_on, true)));
            prop_assert_eq!(counted.days.first().map(|day| day.date), start.tomorrow().ok());
        }
    }

    /// What is sent on the last early day is due, n working days later, on the deadline at the latest.
    #[test]
    fn counting_back_and_forth_meets_again(deadline in any_day(), n in 1_u32..=60) {
        let Ok(last) = CALENDAR.subtract(deadline, n, Reading::Ordinary) else { return Ok(()) };
        prop_assert!(CALENDAR.is_working(last.due_on).expect("loaded"));
        let Ok(forth) = CALENDAR.add(last.due_on, n) else { return Ok(()) };
        prop_assert!(forth.due_on >= deadline);
        if CALENDAR.is_working(deadline).expect("loaded") {
            prop_assert_eq!(forth.due_on, deadline);
        }
    }

    /// Clear days: from the last early day n whole working days end before the deadline; a day later they do not.
    #[test]
    fn clear_days_lie_whole_between(deadline in any_day(), n in 1_u32..=60) {
        let Ok(last) = CALENDAR.subtract(deadline, n, Reading::ClearDays) else { return Ok(()) };
        prop_assert!(CALENDAR.add(last.due_on, n).expect("loaded").due_on < deadline);
        let later = last.due_on.tomorrow().expect("in range");
        prop_assert!(CALENDAR.add(later, n).map_or(true, |counted| counted.due_on >= deadline));
    }
}
