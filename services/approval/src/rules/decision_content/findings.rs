//! Art. 22(2) — What a check of a decision finds: violations, missing fields and doubts, all at once.

use proto::words::Word;
use refusal::Violation;

use super::Completeness;
use crate::rules::{
    plain_text::{self, Lines},
    uscc,
};

/// What was found so far.
pub(super) struct Findings {
    pub(super) completeness: Completeness,
    pub(super) violations: Vec<Violation>,
    pub(super) missing: Vec<String>,
    pub(super) doubts: Vec<String>,
}

impl Findings {
    pub(super) fn new(completeness: Completeness) -> Self {
        Self { completeness, violations: Vec::new(), missing: Vec::new(), doubts: Vec::new() }
    }

    /// The value of a check; a violation is noted and leaves nothing.
    pub(super) fn keep<T: Default>(&mut self, checked: Result<T, Violation>) -> T {
        checked.unwrap_or_else(|violation| {
            self.violations.push(violation);
            T::default()
        })
    }

    /// A text of one line that may be empty.
    pub(super) fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        self.keep(plain_text::check(field, text, longest, Lines::One))
    }

    /// A text of several lines that may be empty.
    pub(super) fn lines(&mut self, field: &str, text: &str, longest: usize) -> String {
        self.keep(plain_text::check(field, text, longest, Lines::Many))
    }

    /// A text of one line that must be there.
    pub(super) fn required(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().is_empty() {
            self.absent(field);
        }
        self.text(field, text, longest)
    }

    /// A text of several lines that must be there.
    pub(super) fn required_lines(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().is_empty() {
            self.absent(field);
        }
        self.lines(field, text, longest)
    }

    /// A text that must be there, unless the source is a publicity file.
    pub(super) fn required_or_missing(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().is_empty() && self.completeness == Completeness::PublicityFile {
            self.missing(field);
            return String::new();
        }
        self.required(field, text, longest)
    }

    /// A unified social credit code that must be there. `whose` is named in the doubt.
    pub(super) fn required_uscc(&mut self, field: &str, text: &str, whose: &str) -> String {
        if text.trim().is_empty() {
            self.absent(field);
            return String::new();
        }
        match uscc::check(field, text) {
            Ok(code) => {
                if !code.has_sound_organisation_code() {
                    self.doubt(&format!("{whose}统一社会信用代码中的组织机构代码校验位不符"));
                }
                code.into_code()
            }
            Err(violation) => {
                self.violations.push(violation);
                String::new()
            }
        }
    }

    /// A value of an enumeration that must be there.
    pub(super) fn required_word<W: Word>(&mut self, field: &str, number: i32) -> Option<W> {
        if number == 0 {
            self.absent(field);
            return None;
        }
        self.word(field, number)
    }

    /// A value of an enumeration; none where none is given.
    pub(super) fn word<W: Word>(&mut self, field: &str, number: i32) -> Option<W> {
        let word = W::ALL.iter().copied().find(|word| (*word).into() == number);
        if word.is_none() && number != 0 {
            self.unknown(field);
        }
        word
    }

    /// A required field is not there.
    pub(super) fn absent(&mut self, field: &str) {
        self.violations.push(Violation::new(field, "required", "is required", "必填"));
    }

    /// A value that is not in the table of codes.
    pub(super) fn unknown(&mut self, field: &str) {
        self.violations.push(Violation::new(
            field,
            "unknown",
            "is not in the table of codes",
            "不在代码表中",
        ));
    }

    /// 要素缺失: kept under the field's own name.
    pub(super) fn missing(&mut self, field: &str) {
        self.missing.push(field.rsplit('.').next().unwrap_or(field).to_owned());
    }

    /// 法律疑点.
    pub(super) fn doubt(&mut self, doubt: &str) {
        self.doubts.push(doubt.to_owned());
    }
}
