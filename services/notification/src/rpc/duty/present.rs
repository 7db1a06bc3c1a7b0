//! How a duty is shown: its lamp and its lateness are those of the instant, never stored.

use duty::{ClockRule, title};
use jiff::Timestamp;
use proto::{
    notification::v1 as pb,
    words::{
        duty::Withdrawal,
        notification::{Finding, Lamp},
    },
};
use shell::timestamp_to_proto;

use crate::model::{Duty, DutyKinds, DutyState, Redating, Remark};

/// A duty as it is at `now`.
pub(crate) fn present_duty(duty: &Duty, kinds: &DutyKinds, now: Timestamp) -> pb::Duty {
    let kind = kinds.of_rule(&duty.deadline.rule).or_else(|| kinds.newest(&duty.kind));
    let lamp = duty.lamp(now);
    let reason = match duty.state {
        DutyState::Withdrawn { reason, .. } => Some(reason),
        DutyState::Open | DutyState::Discharged { .. } => None,
    };
    pb::Duty {
        id: duty.id.to_string(),
        kind: duty.kind.clone(),
        kind_name: kind.map(|kind| kind.name.to_owned()).unwrap_or_default(),
        direction: kind.map_or(0, |kind| kind.direction.into()),
        owed_by: duty.owed_by.to_string(),
        owed_to: duty.owed_to.as_ref().map(ToString::to_string).unwrap_or_default(),
        subject_type: duty.subject_type.into(),
        subject_id: duty.subject.to_string(),
        title: title(&duty.subject_name, &duty.subject_number),
        item_code: duty.item_code.clone(),
        deadline: Some(duty.deadline.clone()),
        state: duty.state.state().into(),
        lamp: lamp.map_or(0, Lamp::into),
        lamp_text: lamp.map(Lamp::zh).unwrap_or_default().to_owned(),
        end_time: duty.state.ended_at().map(timestamp_to_proto),
        withdraw_reason: reason.map_or(0, Withdrawal::into),
        late: duty.is_late(now),
    }
}

/// A remark on a lateness (逾期说明, 督办认定).
pub(super) fn present_remark(remark: &Remark) -> pb::LatenessRemark {
    pb::LatenessRemark {
        unit: remark.unit.to_string(),
        official: remark.official.to_string(),
        create_time: Some(timestamp_to_proto(remark.at)),
        text: remark.text.clone(),
        finding: remark.finding.map_or(0, Finding::into),
    }
}

/// A redating (期限变动).
pub(super) fn present_redating(redating: &Redating) -> pb::Redating {
    pb::Redating {
        previous_due_time: redating.previous_due_at.map(timestamp_to_proto),
        due_time: redating.due_at.map(timestamp_to_proto),
        cause: redating.cause.clone(),
        calendar_version: redating.calendar_version,
    }
}

/// A version of a kind.
pub(super) fn present_kind(kind: &ClockRule) -> pb::DutyKind {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    pb::DutyKind {
        code: kind.kind.to_owned(),
        version: number(kind.version),
        name: kind.name.to_owned(),
        article: kind.article.zh.to_owned(),
        working_days: number(kind.working_days),
        direction: kind.direction.into(),
        owed_by: kind.owed_by.to_owned(),
        plan: kind.plan.to_owned(),
        effective_from: kind.effective_from.to_string(),
    }
}
