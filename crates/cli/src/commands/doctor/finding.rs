//! A check finds that all is well, what is wrong with advice, or that this caller may not look.

use client::Complaint;
use serde::Serialize;
use tonic::Status;

use crate::failure::Exit;

/// One line of the report.
#[derive(Serialize, Debug)]
pub(super) struct Finding {
    /// What was checked.
    check: String,
    state: State,
    /// What was found.
    detail: String,
    /// What to do; empty when all is well.
    advice: String,
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
enum State {
    Ok,
    Failed,
    /// This caller may not look.
    Skipped,
}

impl Finding {
    pub(super) fn well(check: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { check: check.into(), state: State::Ok, detail: detail.into(), advice: String::new() }
    }

    pub(super) fn wrong(
        check: impl Into<String>,
        detail: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { check: check.into(), state: State::Failed, detail: detail.into(), advice: advice.into() }
    }

    /// A check that a service refused or could not answer.
    pub(super) fn unanswered(check: impl Into<String>, status: &Status, advice: &str) -> Self {
        let detail = Complaint::of(status).in_short();
        if Exit::of(status) != Exit::Denied {
            return Self::wrong(check, detail, advice);
        }
        let advice = "换用平台管理或审计角色的证书可检查此项 / needs a platform_admin or auditor".to_owned();
        Self { check: check.into(), state: State::Skipped, detail, advice }
    }

    pub(super) fn is_wrong(&self) -> bool {
        self.state == State::Failed
    }
}

/// The report for people.
pub(super) fn lines(findings: &[Finding]) -> String {
    let mut lines = Vec::new();
    for finding in findings {
        let mark = match finding.state {
            State::Ok => '✓',
            State::Failed => '✗',
            State::Skipped => '–',
        };
        lines.push(format!("{mark} {}：{}", finding.check, finding.detail));
        if !finding.advice.is_empty() {
            lines.push(format!("  → {}", finding.advice));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_check_is_skipped_and_a_failed_one_is_wrong() {
        let refused = Finding::unanswered("信箱", &Status::permission_denied("no"), "");
        let failed = Finding::unanswered("信箱", &Status::internal("no"), "look at its log");
        assert!(!refused.is_wrong());
        assert!(failed.is_wrong());
        let text = lines(&[Finding::well("证书", "有效"), failed, refused]);
        let marks: Vec<_> = text.lines().filter_map(|line| line.chars().next()).collect();
        assert_eq!(marks, ['✓', '✗', ' ', '–', ' ']);
    }
}
