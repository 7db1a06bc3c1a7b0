//! Reading a message's fields: every wrong one is found, not only the first.

use std::str::FromStr;

use ids::BadCode;
use refusal::{Refusal, Violation, is_hidden};

use crate::Role;

/// What is wrong with the fields of one message so far.
pub(super) struct Fields {
    message: &'static str,
    violations: Vec<Violation>,
}

impl Fields {
    /// Fields of the message that the request holds under this name.
    pub(super) fn of(message: &'static str) -> Self {
        Self { message, violations: Vec::new() }
    }

    /// The message, if nothing was wrong and it is complete.
    pub(super) fn end<T>(self, complete: Option<T>) -> Result<T, Refusal> {
        match complete {
            Some(whole) if self.violations.is_empty() => Ok(whole),
            _ => Err(Refusal::invalid(self.violations)),
        }
    }

    pub(super) fn wrong(
        &mut self,
        field: &str,
        code: &'static str,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) {
        self.violations.push(Violation::new(format!("{}.{field}", self.message), code, en, zh));
    }

    pub(super) fn code<Code: FromStr<Err = BadCode>>(&mut self, field: &str, text: &str) -> Option<Code> {
        match text.parse() {
            Ok(code) => Some(code),
            Err(bad) => {
                self.wrong(field, "format", bad.to_string(), "代码为空、过长或含有不允许的字符");
                None
            }
        }
    }

    /// One line of 1 to `longest` characters.
    pub(super) fn line(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.wrong(field, "required", "is required", "必填");
        } else if text.chars().count() > longest {
            let (en, zh) = (format!("is longer than {longest} characters"), format!("超过{longest}个字符"));
            self.wrong(field, "length", en, zh);
        } else if text.chars().any(is_hidden) {
            self.wrong(field, "characters", "holds characters that cannot be seen", "含有不可见字符");
        }
        text.to_owned()
    }

    /// Roles in order, each once.
    pub(super) fn roles(&mut self, numbers: &[i32]) -> Vec<Role> {
        let mut roles: Vec<_> = numbers.iter().filter_map(|number| Role::numbered(*number)).collect();
        if roles.len() < numbers.len() {
            self.wrong("roles", "unknown", "holds a role that does not exist", "含有不存在的角色");
        }
        roles.sort();
        roles.dedup();
        roles
    }

    pub(super) fn version(&mut self, version: i64) -> i64 {
        if version < 0 {
            self.wrong("version", "range", "is less than 0", "小于0");
        }
        version
    }
}
