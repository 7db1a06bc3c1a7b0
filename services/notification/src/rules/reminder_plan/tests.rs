//! Plans of the bundled file, by the calendar of 2026.

use jiff::civil::date;

use super::*;

fn one_day() -> Clock {
    Clock { counted: vec![date(2026, 9, 30)], due_on: date(2026, 9, 30) }
}

/// What is the latest step at `now`, and when the next one is.
fn around(clock: &Clock, plan: &str, now: &str) -> (String, String) {
    let plans = ReminderPlans::bundled().unwrap();
    let plan = plans.in_force(plan, clock.due_on).unwrap();
    let now = format!("{now}:00+08:00").parse().unwrap();
    let (latest, next) = plan.around(clock, now, &Calendar::bundled());
    let text = |at: Timestamp| clock::in_county(at).strftime("%m-%d %H:%M").to_string();
    let latest = latest.map(|due| format!("{} {}", due.step.name.name(), text(due.at)));
    (latest.unwrap_or_default(), next.map(text).unwrap_or_default())
}

#[test]
fn a_clock_of_one_day_is_reminded_of_in_the_afternoon_and_then_each_working_day() {
    let at = |now| around(&one_day(), "one_working_day", now);
    assert_eq!(at("2026-09-30T08:29"), (String::new(), "09-30 08:30".to_owned()));
    assert_eq!(at("2026-09-30T15:29"), ("due_today 09-30 08:30".to_owned(), "09-30 15:30".to_owned()));
    assert_eq!(at("2026-09-30T15:30"), ("due_soon 09-30 15:30".to_owned(), "10-08 08:30".to_owned()));
    assert_eq!(at("2026-10-07T12:00").0, "due_soon 09-30 15:30", "nobody is disturbed on a holiday");
    assert_eq!(at("2026-10-08T08:30"), ("overdue 10-08 08:30".to_owned(), "10-09 08:30".to_owned()));
    assert_eq!(at("2026-10-10T09:00").0, "escalated 10-10 08:30", "a worked Saturday");
    assert_eq!(at("2026-10-12T09:00").0, "escalated 10-12 08:30", "each working day again");
}

#[test]
fn after_long_silence_only_the_latest_step_counts() {
    let (latest, next) = around(&one_day(), "one_working_day", "2026-11-20T12:00");
    assert_eq!((latest.as_str(), next.as_str()), ("escalated 11-20 08:30", "11-23 08:30"));
}

#[test]
fn a_longer_clock_is_reminded_of_at_half_time_and_on_its_last_day() {
    let counted: Vec<Date> = (12..=16).chain(19..=23).map(|day| date(2026, 10, day)).collect();
    let clock = Clock { counted, due_on: date(2026, 10, 23) };
    let at = |now| around(&clock, "several_working_days", now).0;
    assert_eq!(at("2026-10-16T12:00"), "");
    assert_eq!(at("2026-10-19T12:00"), "half_time 10-19 08:30");
    assert_eq!(at("2026-10-23T12:00"), "due_soon 10-23 08:30");
    assert_eq!(at("2026-10-26T12:00"), "overdue 10-26 08:30");
}

/// A duty that nobody did for years costs no more than a new one, and is reminded of on the same days.
#[test]
fn of_a_step_that_repeats_only_the_last_is_looked_at() {
    let long_ago = Clock { counted: vec![date(2020, 1, 6)], due_on: date(2020, 1, 6) };
    let (latest, next) = around(&long_ago, "one_working_day", "2026-10-05T12:00");
    assert_eq!((latest.as_str(), next.as_str()), ("escalated 09-30 08:30", "10-08 08:30"), "in the holiday");
    assert_eq!(around(&long_ago, "one_working_day", "2026-10-10T08:30").0, "escalated 10-10 08:30");
    let plans = ReminderPlans::bundled().unwrap();
    let plan = plans.in_force("one_working_day", date(2026, 10, 8)).unwrap();
    let at = |text: &str| format!("{text}:00+08:00").parse::<Timestamp>().unwrap();
    let week = plan.between(&long_ago, at("2026-09-30T09:00"), at("2026-10-10T09:00"), &Calendar::bundled());
    let days: Vec<String> =
        week.iter().map(|due| clock::in_county(due.at).strftime("%m-%d").to_string()).collect();
    assert_eq!(days, ["10-08", "10-09", "10-10"]);
}

#[test]
fn where_the_calendar_ends_the_plan_waits() {
    let clock = Clock { counted: vec![date(2026, 12, 31)], due_on: date(2026, 12, 31) };
    let (latest, next) = around(&clock, "one_working_day", "2027-02-01T12:00");
    assert_eq!((latest.as_str(), next.as_str()), ("due_soon 12-31 15:30", ""));
}

#[test]
fn plans_in_disorder_are_refused() {
    let plan = |steps: &str| {
        ReminderPlans::parse(&format!(
            "[[plan]]\nname = \"p\"\nversion = 1\nbasis = \"b\"\neffective_from = \"2020-01-01\"\n{steps}"
        ))
    };
    let step = |more: &str| {
        format!(
            "[[plan.step]]\nname = \"overdue\"\nwhen = \"after\"\nworking_days = 1\nat = \"08:30\"\n{more}\n"
        )
    };
    let told = "to = [\"handlers\"]";
    assert!(plan(&step(told)).is_ok());
    assert!(plan(&step("to = []")).is_err());
    assert!(plan(&step("to = [\"handlers\", \"leader\"]")).is_err());
    assert!(plan(&step("to = [\"liaison\"]")).is_err());
    let repeating = step(&format!("every_working_day = true\n{told}"));
    assert!(plan(&format!("{repeating}{}", step(told))).is_err());
}
