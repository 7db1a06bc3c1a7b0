//! The duty to send the materials of a meeting in time (C13).

use duty::{Duty, Parties, Subject, year_not_loaded};
use ids::{DutyId, UnitCode};
use jiff::Timestamp;
use proto::duty::v1::DutyOpened;
use refusal::Refusal;
use workdays::{Calendar, Reading};

use crate::{
    model::Meeting,
    rules::materials_in_time::{RULE, deadline},
};

/// Until when the materials of a meeting that begins at `start_at` are to be sent. Each date of a meeting has a duty of its own.
pub(crate) fn materials_due(
    start_at: Timestamp,
    now: Timestamp,
    calendar: &Calendar,
    reading: Reading,
) -> Result<Duty, Refusal> {
    let deadline = deadline(start_at, now, calendar, reading).map_err(year_not_loaded)?;
    Ok(Duty { id: DutyId::generate(), rule: &RULE, deadline })
}

/// That the office owes them.
pub(crate) fn opened(meeting: &Meeting, due: &Duty, office: &UnitCode) -> Option<DutyOpened> {
    let about = Subject {
        kind: "meeting",
        id: meeting.id.0,
        name: format!("发送会议材料：{}", meeting.title),
        number: String::new(),
        item_code: String::new(),
    };
    due.opened(Parties { owed_by: office, owed_to: None }, &about)
}
