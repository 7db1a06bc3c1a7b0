//! The duty to carry out a resolution (C14), as it is opened, extended, and done.

use deadline::{deadline_to_proto, year_not_loaded};
use ids::DutyId;
use jiff::{Timestamp, civil::Date};
use proto::duty::v1::{DutyDischarged, DutyOpened, DutyRedated, DutyWithdrawn};
use refusal::Refusal;
use shell::timestamp_to_proto;
use workdays::Calendar;

use crate::{
    model::{Due, MinutesNumber, Resolution},
    rules::resolution_clock::{RULE, deadline},
};

/// Its last day as a clock. `set`: how often its day was set before; `why` in Chinese.
pub(crate) fn resolution_due(
    (issued_at, on): (Timestamp, Date),
    set: i32,
    why: &str,
    calendar: &Calendar,
) -> Result<Due, Refusal> {
    let clock = deadline(issued_at, on, i64::from(set) + 1, calendar).map_err(year_not_loaded)?;
    match (deadline_to_proto(&clock, &RULE), clock.due_at()) {
        (Some(mut deadline), Some(at)) => {
            deadline.working_days = clock.counted().map_or(0, |counted| counted.working_days.cast_signed());
            deadline.explanation = format!("{why}，{on} 24:00届满");
            Ok(Due { on, deadline, at })
        }
        _ => Err(Refusal::precondition("YEAR_NOT_LOADED", "the clock has no date", "期限待定")),
    }
}

/// Why a resolution is due when the minutes say.
pub(crate) fn by_minutes(minutes: MinutesNumber, number: i32) -> String {
    format!("{minutes}第{number}项载明")
}

/// That the lead unit owes it.
pub(crate) fn opened(resolution: &Resolution, office: &str) -> DutyOpened {
    DutyOpened {
        duty_id: resolution.duty.to_string(),
        kind: RULE.kind.to_owned(),
        owed_by: resolution.lead_unit.to_string(),
        owed_to: office.to_owned(),
        subject_type: "resolution".to_owned(),
        subject_id: resolution.id.to_string(),
        title: format!("落实{}第{}项", resolution.minutes, resolution.number),
        deadline: Some(resolution.due.deadline.clone()),
        item_code: String::new(),
    }
}

/// That it has a later day.
pub(crate) fn extended(resolution: &Resolution, before: &Due) -> DutyRedated {
    DutyRedated {
        duty_id: resolution.duty.to_string(),
        deadline: Some(resolution.due.deadline.clone()),
        previous_due_time: Some(timestamp_to_proto(before.at)),
        cause: format!("经联席会议办公室同意延期至{}", resolution.due.on),
    }
}

/// That this unit does not owe it any more: another leads it.
pub(crate) fn reassigned(duty: DutyId, now: Timestamp) -> DutyWithdrawn {
    DutyWithdrawn {
        duty_id: duty.to_string(),
        withdraw_time: Some(timestamp_to_proto(now)),
        reason: "reassigned".to_owned(),
    }
}

/// That it was done, when it was submitted.
pub(crate) fn discharged(resolution: &Resolution, done_at: Timestamp) -> DutyDischarged {
    DutyDischarged { duty_id: resolution.duty.to_string(), discharge_time: Some(timestamp_to_proto(done_at)) }
}
