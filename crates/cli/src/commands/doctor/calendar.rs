//! Clocks need the calendars of the years that they reach into.

use client::{Calls, call};
use jiff::civil::Date;
use proto::approval::v1::ListCalendarYearsRequest;

use super::Finding;

/// From December on, deadlines reach into the next year; its notice comes out in November.
const NEXT_YEAR_FROM_MONTH: i8 = 12;
const CHECK: &str = "工作日历";
const ADVICE: &str = "装入该年日历 / shenguan calendar load FILE";

pub(super) async fn examine(calls: Calls, today: Date) -> Finding {
    match call(calls, ListCalendarYearsRequest {}).await {
        Err(status) => Finding::unanswered(CHECK, &status, ADVICE),
        Ok(answer) => {
            let years: Vec<_> = answer.calendars.iter().map(|calendar| calendar.year).collect();
            judge(&years, today)
        }
    }
}

fn judge(years: &[i32], today: Date) -> Finding {
    let this = i32::from(today.year());
    let needed = if today.month() < NEXT_YEAR_FROM_MONTH { this..=this } else { this..=this + 1 };
    let missing: Vec<_> = needed.filter(|year| !years.contains(year)).map(|year| year.to_string()).collect();
    if missing.is_empty() {
        return Finding::well(CHECK, format!("已装入 {} 年", years.len()));
    }
    Finding::wrong(CHECK, format!("缺 {} 年", missing.join("、")), ADVICE)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn in_december_the_next_year_is_needed_too() {
        assert!(!judge(&[2026], date(2026, 11, 30)).is_wrong());
        assert!(judge(&[2026], date(2026, 12, 1)).is_wrong());
        assert!(!judge(&[2026, 2027], date(2026, 12, 1)).is_wrong());
        assert!(judge(&[2025], date(2026, 6, 1)).is_wrong());
    }
}
