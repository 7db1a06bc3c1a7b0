//! A row as a decision that is yet to be checked.

use jiff::civil::Date;
use proto::exchange::v1::{CounterpartyKind, DecisionKind, LicenceDecision, PersonalData, PublishedState};
use refusal::Violation;

use super::{Row, columns::COLUMNS};
use crate::rules::decision_content::{self, CheckedDecision, Completeness};

pub(super) mod words;

/// A decision as a file has it. Holds personal data, so it cannot be printed.
#[derive(Clone, PartialEq)]
pub(crate) struct Draft {
    /// The decision.
    pub(crate) decision: LicenceDecision,
    /// Its personal data.
    pub(crate) personal: PersonalData,
    /// 法律疑点 that only the file shows.
    pub(crate) doubts: Vec<String>,
    /// What is wrong with the row itself.
    violation: Option<Violation>,
}

/// The decision of a row: a grant (准予), the only kind that the file publishes.
pub(crate) fn row_to_draft(row: &Row) -> Draft {
    let decision = LicenceDecision {
        decision_kind: DecisionKind::Grant.into(),
        // A file without the column publishes what is valid.
        published_state: PublishedState::Valid.into(),
        ..LicenceDecision::default()
    };
    let violation = row.violation.clone();
    let mut draft = Draft { decision, personal: PersonalData::default(), doubts: Vec::new(), violation };
    for (column, cell) in COLUMNS.iter().zip(&row.cells) {
        (column.fill)(&mut draft, cell.clone());
    }
    if draft.decision.counterparty_kind() == CounterpartyKind::Person {
        draft.personal.person_name = std::mem::take(&mut draft.decision.counterparty_name);
    }
    draft
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
