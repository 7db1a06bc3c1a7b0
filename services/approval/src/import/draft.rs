//! A row as a decision that is yet to be checked, by the same rules as one that is recorded by hand.

use jiff::civil::Date;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use refusal::Violation;

use crate::rules::decision_content::{self, CheckedDecision, Completeness};

/// A decision as a file has it. Holds personal data, so it cannot be printed.
#[derive(Clone, PartialEq)]
pub(crate) struct Draft {
    /// The decision, with what the row says of it.
    pub(crate) decision: LicenceDecision,
    /// Its personal data.
    pub(crate) personal: PersonalData,
    /// 法律疑点 that only the file shows.
    pub(crate) doubts: Vec<String>,
    /// What is wrong with the row itself.
    pub(super) violation: Option<Violation>,
}

impl Draft {
    /// The checked decision, or every problem of the row. `column_of` names the column of each.
    pub(crate) fn check(&self, today: Date) -> Result<CheckedDecision, Vec<Violation>> {
        if let Some(violation) = &self.violation {
            // The cells have moved: whatever else seems wrong would only mislead.
            return Err(vec![violation.clone()]);
        }
        let checked =
            decision_content::check(&self.decision, &self.personal, today, Completeness::PublicityFile)?;
        Ok(checked.with_doubts(&self.doubts))
    }
}
