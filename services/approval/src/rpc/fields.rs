//! Forms: of a request that somebody fills in, every wrong field is found, not only the first as by `shell::parse_…`. Their texts are
//! public records and kept as they are, also where they hold a telephone number.

use std::{ops::RangeInclusive, str::FromStr};

use ids::BadCode;
use jiff::civil::Date;
use refusal::{Refusal, Violation};

use crate::rules::plain_text::{self, Lines};

/// What is wrong with the fields that were read so far.
#[derive(Default)]
pub(super) struct Fields(Vec<Violation>);

impl Fields {
    /// Reads a code, which is required.
    pub(super) fn code<Code: FromStr<Err = BadCode>>(&mut self, field: &str, text: &str) -> Option<Code> {
        if text.is_empty() {
            self.wrong(field, "required", "is required", "必填");
            return None;
        }
        match text.parse() {
            Ok(code) => Some(code),
            Err(bad) => {
                self.wrong(field, "format", format!("is not a code: {bad}"), "不是有效的代码");
                None
            }
        }
    }

    /// Reads a line, which is required.
    pub(super) fn line(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().is_empty() {
            self.wrong(field, "required", "is required", "必填");
        }
        self.checked(field, text, longest, Lines::One)
    }

    /// A text of any number of lines, which may be empty.
    pub(super) fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        self.checked(field, text, longest, Lines::Many)
    }

    /// A whole number within bounds.
    pub(super) fn number(&mut self, field: &str, number: i32, bounds: RangeInclusive<i32>) -> i32 {
        if !bounds.contains(&number) {
            let least = bounds.start();
            let most = bounds.end();
            self.wrong(field, "range", format!("is {least} to {most}"), format!("应为{least}至{most}"));
        }
        number
    }

    /// A required day as YYYY-MM-DD.
    pub(super) fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        if text.is_empty() {
            self.wrong(field, "required", "is required", "必填");
        }
        self.day_or(field, text, None)
    }

    /// A day as YYYY-MM-DD, `otherwise` where it is empty.
    pub(super) fn day_or(&mut self, field: &str, text: &str, otherwise: Option<Date>) -> Option<Date> {
        if text.is_empty() {
            return otherwise;
        }
        let day = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if day.is_none() {
            self.wrong(field, "format", "is a day as YYYY-MM-DD", "日期格式为YYYY-MM-DD");
        }
        day
    }

    /// What another parser read; what it found wrong is found here, too.
    pub(super) fn read<T>(&mut self, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.0.extend(refusal.violations)).ok()
    }

    /// Something else is wrong with a field.
    pub(super) fn wrong(
        &mut self,
        field: &str,
        code: &'static str,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) {
        self.0.push(Violation::new(field, code, en, zh));
    }

    /// `read`, unless a field was wrong. `None` stands for a field that was named as wrong.
    pub(super) fn finish<T>(self, read: Option<T>) -> Result<T, Refusal> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            _ => Err(Refusal::invalid(self.0)),
        }
    }

    fn checked(&mut self, field: &str, text: &str, longest: usize, lines: Lines) -> String {
        match plain_text::check(field, text, longest, lines) {
            Ok(text) => text,
            Err(violation) => {
                self.0.push(violation);
                String::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named() {
        let mut fields = Fields::default();
        let code = fields.code::<ids::UnitCode>("unit.code", "a b");
        fields.line("unit.name", " ", 5);
        fields.text("unit.label", "一二三四五六", 5);
        fields.number("days", 0, 1..=250);
        fields.day("on", "2026-1-1");
        let refusal = fields.finish(code).unwrap_err();
        let named: Vec<_> = refusal.violations.iter().map(|one| (one.field.as_str(), one.code)).collect();
        let expected = [
            ("unit.code", "format"),
            ("unit.name", "required"),
            ("unit.label", "too_long"),
            ("days", "range"),
            ("on", "format"),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn good_fields_are_read() {
        let mut fields = Fields::default();
        assert_eq!(fields.line("name", " 县局 ", 5), "县局");
        assert_eq!(fields.day_or("on", "", None), None);
        let day = fields.day("on", "2026-10-08");
        assert_eq!(fields.finish(day), Ok(jiff::civil::date(2026, 10, 8)));
    }
}
