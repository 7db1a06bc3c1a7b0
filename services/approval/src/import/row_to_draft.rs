//! A row becomes a draft, column by column; nothing is checked yet.

use proto::{
    exchange::v1::{LicenceDecision, PersonalData},
    words::exchange::{CounterpartyKind, DecisionKind, PublishedState},
};

use super::{columns::COLUMNS, draft::Draft, row::Row};

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
        column.fill(&mut draft, cell);
    }
    if draft.decision.counterparty_kind().word() == Some(CounterpartyKind::Person) {
        draft.personal.person_name = std::mem::take(&mut draft.decision.counterparty_name);
    }
    draft
}
