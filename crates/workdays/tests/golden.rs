//! The worked examples that bureaus check the engine by, and the edges of the calendar.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

use jiff::civil::{Date, date};
use workdays::{Calendar, CalendarUsed, Closure, ClosureUsed, DueAt, Reading, Year, YearNotLoaded};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn due(start: &str, working_days: u32) -> String {
    Calendar::bundled().add(day(start), working_days).expect("loaded").due_on.to_string()
}

#[test]
fn the_worked_examples_hold() {
    for (start, working_days, expected) in [
        ("2020-09-21", 1, "2020-09-22"),
        ("2020-09-25", 1, "2020-09-27"),
        ("2020-09-26", 1, "2020-09-27"),
        ("2020-09-27", 1, "2020-09-28"),
        ("2020-09-30", 1, "2020-10-09"),
        ("2020-10-09", 1, "2020-10-10"),
        ("2020-10-10", 1, "2020-10-12"),
        ("2020-09-21", 2, "2020-09-23"),
        ("2020-09-21", 10, "2020-10-10"),
        ("2020-09-21", 20, "2020-10-23"),
        ("2020-09-18", 10, "2020-10-09"),
        ("2020-01-23", 1, "2020-02-03"),
        ("2021-02-10", 1, "2021-02-18"),
        ("2021-01-29", 10, "2021-02-18"),
        ("2022-01-30", 1, "2022-02-07"),
        ("2022-12-30", 1, "2023-01-03"),
        ("2024-09-30", 1, "2024-10-08"),
        ("2025-01-27", 1, "2025-02-05"),
        ("2025-09-30", 1, "2025-10-09"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-09-30", 10, "2026-10-20"),
    ] {
        assert_eq!(due(start, working_days), expected, "{working_days} working days from {start}");
    }
}

/// 2020-01-27: the Spring Festival was extended in mid-holiday; a year can be loaded again.
#[test]
fn a_later_notice_takes_the_place_of_the_earlier_one() {
    let off: Vec<_> =
        (24..=30).map(|day| format!("{{ date = \"2020-01-{day}\", name = \"春节\" }}")).collect();
    let first = format!("year = 2020\nnotice = \"国办发明电〔2019〕16号\"\noff = [{}]", off.join(","));
    let mut calendar = Calendar::new().with(Year::parse(&first).expect("valid"));
    assert_eq!(calendar.add(date(2020, 1, 23), 1).expect("loaded").due_on, date(2020, 1, 31));
    calendar.insert(Calendar::bundled().years().next().expect("2020").clone());
    assert_eq!(calendar.add(date(2020, 1, 23), 1).expect("loaded").due_on, date(2020, 2, 3));
}

#[test]
fn a_year_that_is_not_loaded_is_an_error_and_never_a_guess() {
    let calendar = Calendar::bundled();
    assert_eq!(calendar.add(date(2026, 12, 31), 1), Err(YearNotLoaded { year: 2027 }));
    assert_eq!(calendar.add(date(2026, 12, 30), 2), Err(YearNotLoaded { year: 2027 }));
    assert_eq!(calendar.is_working(date(2019, 12, 31)), Err(YearNotLoaded { year: 2019 }));
    assert_eq!(calendar.subtract(date(2020, 1, 2), 1, Reading::Ordinary), Err(YearNotLoaded { year: 2019 }));
    assert_eq!(Calendar::new().add(date(2026, 5, 6), 1), Err(YearNotLoaded { year: 2026 }));
    assert_eq!(calendar.add(Date::MAX, 1), Err(YearNotLoaded { year: 9999 }));
}

#[test]
fn the_last_working_day_of_a_loaded_year_still_has_a_date() {
    assert_eq!(due("2026-12-30", 1), "2026-12-31");
    assert_eq!(due("2019-12-31", 1), "2020-01-02");
}

#[test]
fn a_day_of_december_is_dated_once_the_next_year_is_loaded() {
    let next = Year::parse(
        "year = 2027\nnotice = \"示例通知\"\noff = [{ date = \"2026-12-31\", name = \"元旦\" }, { date = \"2027-01-01\", name = \"元旦\" }]",
    )
    .expect("valid");
    let calendar = Calendar::bundled().with(next);
    let counted = calendar.add(date(2026, 12, 30), 1).expect("loaded");
    assert_eq!(counted.due_on, date(2027, 1, 4), "the next year's notice reaches back over New Year");
    let used = CalendarUsed { year: 2027, notice: "示例通知".to_owned(), version: 0 };
    assert_eq!(counted.calendars, [used]);
    assert_eq!(calendar.is_working(date(2026, 12, 31)), Ok(false));
}

/// The notice for 2023 gave 2022-12-31; which of the two files lists the day makes no difference.
#[test]
fn new_years_eve_is_off_whichever_year_lists_it() {
    let notice = |year: i32, off: &[&str]| {
        let days = off
            .iter()
            .map(|day| format!("{{ date = \"{day}\", name = \"元旦\" }}"))
            .collect::<Vec<_>>()
            .join(",");
        Year::parse(&format!("year = {year}\nnotice = \"{year}号\"\noff = [{days}]")).expect("valid")
    };
    let in_old =
        Calendar::new().with(notice(2021, &["2021-01-01", "2021-12-31"])).with(notice(2022, &["2022-01-03"]));
    let in_new =
        Calendar::new().with(notice(2021, &["2021-01-01"])).with(notice(2022, &["2021-12-31", "2022-01-03"]));
    let reaching =
        Calendar::new().with(notice(2021, &["2021-12-31", "2022-01-03"])).with(notice(2022, &["2022-01-01"]));
    for calendar in [in_old, in_new, reaching] {
        assert_eq!(calendar.add(date(2021, 12, 30), 1).expect("loaded").due_on, date(2022, 1, 4));
    }
}

fn storm(version: i64, lifted: bool) -> Closure {
    let (authority, reason) = ("县防汛抗旱指挥部".to_owned(), "台风停工".to_owned());
    Closure { date: date(2026, 8, 12), authority, reason, lifted, version }
}

#[test]
fn a_local_closure_is_skipped_and_named() {
    let mut calendar = Calendar::bundled();
    calendar.close(storm(1, false));
    let counted = calendar.add(date(2026, 8, 11), 1).expect("loaded");
    assert_eq!(counted.due_on, date(2026, 8, 13));
    assert!(
        counted.explain().contains("2026-08-12（台风停工（县防汛抗旱指挥部））"),
        "{}",
        counted.explain()
    );
}

#[test]
fn a_lifted_closure_is_as_if_there_had_been_none() {
    let mut calendar = Calendar::bundled();
    let before = calendar.add(date(2026, 8, 11), 1).expect("loaded");
    calendar.close(storm(1, false));
    let closed = calendar.add(date(2026, 8, 11), 1).expect("loaded");
    assert_eq!(closed.closures, [ClosureUsed { date: date(2026, 8, 12), version: 1 }]);
    calendar.close(storm(2, true));
    assert_eq!(calendar.add(date(2026, 8, 11), 1), Ok(before));
    assert_eq!(calendar.is_working(date(2026, 8, 12)), Ok(true));
}

#[test]
fn closing_a_day_of_rest_changes_no_date() {
    let mut calendar = Calendar::bundled();
    calendar.close(Closure { date: date(2026, 8, 15), ..storm(1, false) });
    assert_eq!(calendar.add(date(2026, 8, 14), 1).expect("loaded").due_on, date(2026, 8, 17));
}

/// Also when a year or a closure is taken back: a clock that was counted by an older version is looked at again.
#[test]
fn the_version_grows_with_every_change_of_the_calendar() {
    let year = Calendar::bundled().years().last().expect("2026").clone();
    let mut calendar = Calendar::new();
    assert_eq!(calendar.version(), 0, "an empty calendar is older than every clock");
    let mut last = 0;
    for change in [
        (Some(1), None),
        (None, Some(storm(1, false))),
        (Some(2), None),
        (None, Some(storm(2, true))),
        (None, Some(Closure { date: date(2027, 1, 4), ..storm(1, false) })),
    ] {
        match change {
            (Some(version), _) => calendar.insert(year.clone().with_version(version)),
            (_, Some(closure)) => calendar.close(closure),
            _ => unreachable!("one of both"),
        }
        assert!(calendar.version() > last, "{}", calendar.version());
        last = calendar.version();
    }
}

#[test]
fn a_count_names_each_calendar_once_with_its_version() {
    let years: Vec<_> = Calendar::bundled().years().cloned().collect();
    let mut calendar = Calendar::new();
    for (version, year) in (1..).zip(years) {
        calendar.insert(year.with_version(version));
    }
    let counted = calendar.add(date(2025, 12, 30), 3).expect("loaded");
    let used: Vec<_> = counted.calendars.iter().map(|used| (used.year, used.version)).collect();
    assert_eq!(used, [(2025, 6), (2026, 7)]);
}

#[test]
fn at_least_one_working_day_before_has_two_readings() {
    let calendar = Calendar::bundled();
    let last = |deadline, n, reading| calendar.subtract(deadline, n, reading).expect("loaded").due_on;
    let wednesday = date(2026, 3, 18);
    assert_eq!(last(wednesday, 1, Reading::Ordinary), date(2026, 3, 17));
    assert_eq!(last(wednesday, 1, Reading::ClearDays), date(2026, 3, 16));
    let after_the_holiday = date(2026, 10, 8);
    assert_eq!(last(after_the_holiday, 1, Reading::Ordinary), date(2026, 9, 30));
    let tuesday = date(2026, 3, 17);
    assert_eq!(last(tuesday, 1, Reading::ClearDays), date(2026, 3, 15), "sent on Sunday, Monday is whole");
}

#[test]
fn the_due_instant_is_exclusive_and_in_shanghai() {
    let counted = Calendar::bundled().add(date(2022, 12, 30), 1).expect("loaded");
    assert_eq!(counted.due_instant(DueAt::EndOfDay).to_string(), "2023-01-03T16:00:00Z");
}

#[test]
fn the_proof_survives_its_storage() {
    let mut calendar = Calendar::bundled();
    calendar.close(Closure { date: date(2026, 10, 9), ..storm(1, false) });
    let counted = calendar.add(date(2026, 9, 30), 10).expect("loaded");
    let text = toml::to_string(&counted).expect("written");
    assert_eq!(toml::from_str::<workdays::Counted>(&text).expect("read"), counted);
}
