//! The duty of the office to send the materials of a meeting in time (C13).

use duty::{Duty, Parties, Subject, SubjectKind, year_not_loaded};
use ids::DutyId;
use jiff::Timestamp;
use refusal::Refusal;
use shell::{Context, Error};
use workdays::{Calendar, Reading};

use super::office_today;
use crate::{
    model::Meeting,
    rules::materials_in_time::{RULE, deadline},
};

/// Until when the materials of a meeting that begins at `start_at` are to be sent. Each date of a meeting has a duty of its own.
pub(super) fn materials_due(
    start_at: Timestamp,
    now: Timestamp,
    calendar: &Calendar,
    reading: Reading,
) -> Result<Duty, Refusal> {
    let deadline = deadline(start_at, now, calendar, reading).map_err(year_not_loaded)?;
    Ok(Duty { id: DutyId::generate(), rule: &RULE, deadline })
}

/// Says that the office owes them, where people are invited and somebody has the seat.
pub(super) async fn say_materials_owed(context: &mut Context<'_>, meeting: &Meeting) -> Result<(), Error> {
    let Some((office, due)) = office_today(context).await?.zip(meeting.state.materials()) else {
        return Ok(());
    };
    let about = Subject {
        kind: SubjectKind::Meeting,
        id: meeting.id.0,
        name: format!("发送会议材料：{}", meeting.title),
        number: String::new(),
        item_code: String::new(),
    };
    context.say_any(due.opened(Parties { owed_by: &office, owed_to: None }, &about));
    Ok(())
}
