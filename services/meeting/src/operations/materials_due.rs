//! The duty to send the materials of a meeting in time (C13), as it is opened, done, and falls away.

use deadline::deadline_to_proto;
use ids::{DutyId, UnitCode};
use jiff::Timestamp;
use proto::duty::v1::{DutyDischarged, DutyOpened, DutyWithdrawn};
use refusal::Refusal;
use shell::timestamp_to_proto;
use workdays::{Calendar, Reading};

use crate::{
    model::{MaterialsDue, Meeting},
    rules::materials_in_time::{RULE, deadline},
};

/// How the date of the materials is counted.
pub(crate) struct Counting<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) reading: Reading,
}

/// Until when the materials of a meeting that begins at `start_at` are to be sent.
pub(crate) fn materials_due(
    start_at: Timestamp,
    now: Timestamp,
    by: &Counting<'_>,
) -> Result<MaterialsDue, Refusal> {
    let missing = |year| deadline::year_not_loaded(year);
    let clock = deadline(start_at, now, by.calendar, by.reading).map_err(missing)?;
    match (deadline_to_proto(&clock, &RULE), clock.due_at()) {
        (Some(deadline), Some(due_at)) => Ok(MaterialsDue { duty: DutyId::generate(), deadline, due_at }),
        _ => Err(Refusal::precondition("YEAR_NOT_LOADED", "the clock has no date", "期限待定")),
    }
}

/// That the office owes them.
pub(crate) fn opened(meeting: &Meeting, due: &MaterialsDue, office: &UnitCode) -> DutyOpened {
    DutyOpened {
        duty_id: due.duty.to_string(),
        kind: RULE.kind.to_owned(),
        owed_by: office.to_string(),
        owed_to: String::new(),
        subject_type: "meeting".to_owned(),
        subject_id: meeting.id.to_string(),
        title: format!("发送会议材料：{}", meeting.title),
        deadline: Some(due.deadline.clone()),
        item_code: String::new(),
    }
}

/// That they were sent.
pub(crate) fn discharged(due: &MaterialsDue, now: Timestamp) -> DutyDischarged {
    DutyDischarged { duty_id: due.duty.to_string(), discharge_time: Some(timestamp_to_proto(now)) }
}

/// That there is nothing to send any more, and why: `rescheduled` or `cancelled`.
pub(crate) fn withdrawn(due: &MaterialsDue, now: Timestamp, reason: &str) -> DutyWithdrawn {
    DutyWithdrawn {
        duty_id: due.duty.to_string(),
        withdraw_time: Some(timestamp_to_proto(now)),
        reason: reason.to_owned(),
    }
}
