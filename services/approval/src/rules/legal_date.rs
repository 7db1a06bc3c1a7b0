//! 双公示 standard — Legal dates (法律日期): civil dates of Asia/Shanghai, and the ways of writing "without end" (长期).

use jiff::civil::{Date, date};
use refusal::Violation;

use super::plain_text::fold_code;

/// The first day of a date that is believed: the founding of the People's Republic.
const EARLIEST: Date = date(1949, 10, 1);

/// What files write where a licence has no end.
const OPEN_ENDED: [&str; 3] = ["长期", "长期有效", "永久"];

/// The date, if any is given: `2026-10-08`, `2026/10/8` or `2026年10月8日`, perhaps with the midnight that spreadsheets add.
pub(crate) fn check(field: &str, text: &str) -> Result<Option<Date>, Violation> {
    let text = day_of(text);
    if text.is_empty() {
        return Ok(None);
    }
    match parse(&text) {
        Some(date) if date < EARLIEST => Err(Violation::new(
            field,
            "out_of_range",
            format!("is before {EARLIEST}"),
            format!("早于{EARLIEST}"),
        )),
        Some(date) => Ok(Some(date)),
        None => Err(Violation::new(
            field,
            "date",
            "is not a date; write 2026-10-08, 2026/10/08 or 2026年10月8日",
            "不是有效日期，应写作2026-10-08、2026/10/08或2026年10月8日",
        )),
    }
}

/// The last day of a validity; `None` is open-ended (长期): nothing given, 长期, 2099-12-31 and 9999-12-31 mean one thing.
pub(crate) fn check_end(field: &str, text: &str) -> Result<Option<Date>, Violation> {
    if OPEN_ENDED.contains(&fold_code(text).as_str()) {
        return Ok(None);
    }
    let end = check(field, text)?;
    Ok(end.filter(|end| *end != date(2099, 12, 31) && *end != Date::MAX))
}

/// The text without the midnight behind the day and without blanks.
fn day_of(text: &str) -> String {
    let text = text.trim().replace('T', " ");
    match text.rsplit_once(char::is_whitespace) {
        Some((day, "00:00:00" | "0:00:00" | "00:00" | "0:00")) => fold_code(day),
        _ => fold_code(&text),
    }
}

fn parse(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once(['-', '/', '年'])?;
    let (month, day) = match text.chars().nth(year.chars().count())? {
        '年' => rest.strip_suffix('日')?.split_once('月')?,
        separator => rest.split_once(separator)?,
    };
    Date::new(
        number(year, 4, 4)?,
        i8::try_from(number(month, 1, 2)?).ok()?,
        i8::try_from(number(day, 1, 2)?).ok()?,
    )
    .ok()
}

fn number(text: &str, shortest: usize, longest: usize) -> Option<i16> {
    let fits = (shortest..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_of_writing_a_date_are_one() {
        for text in [
            "2026-10-08",
            "2026/10/08",
            "2026/10/8",
            "2026年10月8日",
            "2026年10月08日",
            " ２０２６／１０／０８ ",
            "2026-10-08 00:00:00",
            "2026/10/8 0:00:00",
            "2026 年 10 月 8 日",
            "2026-10-08T00:00:00",
        ] {
            assert_eq!(check("f", text), Ok(Some(date(2026, 10, 8))), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2026/02/30",
            "2026-13-01",
            "2026-00-01",
            "2026-1-0",
            "2026",
            "26-10-08",
            "2026-10/08",
            "10/08/2026",
            "2026年10-8",
            "2026-10-08 09:30:00",
            "长期",
            "二〇二六年十月八日",
            "+026-01-01",
            "2026-1a-01",
            "20260-1-1",
        ] {
            assert_eq!(check("f", text).unwrap_err().code, "date", "{text}");
        }
    }

    #[test]
    fn a_date_before_the_republic_is_refused() {
        assert_eq!(check("f", "1949-09-30").unwrap_err().code, "out_of_range");
        assert_eq!(check("f", "1949-10-01"), Ok(Some(date(1949, 10, 1))));
    }

    #[test]
    fn there_is_one_meaning_of_without_end() {
        for text in ["", "  ", "长期", "长期有效", "2099-12-31", "2099/12/31", "9999年12月31日"] {
            assert_eq!(check_end("f", text), Ok(None), "{text}");
        }
        assert_eq!(check_end("f", "2099-12-30"), Ok(Some(date(2099, 12, 30))));
        assert_eq!(check_end("f", "无").unwrap_err().code, "date");
    }
}
