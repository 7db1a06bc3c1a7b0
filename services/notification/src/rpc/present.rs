//! Duties, remarks and kinds for the wire.

use duty::{ClockRule, Direction, title};
use jiff::Timestamp;
use proto::notification::v1 as pb;
use shell::timestamp_to_proto;

use crate::{
    model::{Duty, DutyKinds, DutyState, Finding, Redating, Remark},
    rules::lamp::Lamp,
};

/// A duty as it is at `now`.
pub(super) fn duty(duty: &Duty, kinds: &DutyKinds, now: Timestamp) -> pb::Duty {
    let kind = kinds.of_rule(&duty.deadline.rule).or_else(|| kinds.newest(&duty.kind));
    let lamp = duty.lamp(now);
    let (state, ended_at, reason) = match &duty.state {
        DutyState::Open => (pb::DutyState::Open, None, String::new()),
        DutyState::Discharged { at } => (pb::DutyState::Discharged, Some(*at), String::new()),
        DutyState::Withdrawn { at, reason } => (pb::DutyState::Withdrawn, Some(*at), reason.clone()),
    };
    pb::Duty {
        id: duty.id.to_string(),
        kind: duty.kind.clone(),
        kind_name: kind.map(|kind| kind.name.to_owned()).unwrap_or_default(),
        direction: kind.map_or(pb::Direction::Unspecified, |kind| direction(kind.direction)).into(),
        owed_by: duty.owed_by.to_string(),
        owed_to: duty.owed_to.as_ref().map(ToString::to_string).unwrap_or_default(),
        subject_type: duty.subject_type.clone(),
        subject_id: duty.subject.to_string(),
        title: title(&duty.subject_name, &duty.subject_number),
        item_code: duty.item_code.clone(),
        deadline: Some(duty.deadline.clone()),
        state: state.into(),
        lamp: lamp.map_or(pb::Lamp::Unspecified, pb::Lamp::from).into(),
        lamp_text: lamp.map(Lamp::text).unwrap_or_default().to_owned(),
        end_time: ended_at.map(timestamp_to_proto),
        withdraw_reason: reason,
        late: duty.is_late(now),
    }
}

/// What was said of a lateness.
pub(super) fn remark(remark: &Remark) -> pb::LatenessRemark {
    pb::LatenessRemark {
        unit: remark.unit.to_string(),
        official: remark.official.to_string(),
        create_time: Some(timestamp_to_proto(remark.at)),
        text: remark.text.clone(),
        finding: remark.finding.map_or(pb::Finding::Unspecified, pb::Finding::from).into(),
    }
}

/// How a date moved.
pub(super) fn redating(redating: &Redating) -> pb::Redating {
    pb::Redating {
        previous_due_time: redating.previous_due_at.map(timestamp_to_proto),
        due_time: redating.due_at.map(timestamp_to_proto),
        cause: redating.cause.clone(),
        calendar_version: redating.calendar_version,
    }
}

/// A version of a kind.
pub(super) fn kind(kind: &ClockRule) -> pb::DutyKind {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    pb::DutyKind {
        code: kind.kind.to_owned(),
        version: number(kind.version),
        name: kind.name.to_owned(),
        article: kind.article.zh.to_owned(),
        working_days: number(kind.working_days),
        direction: direction(kind.direction).into(),
        owed_by: kind.owed_by.to_owned(),
        plan: kind.plan.to_owned(),
        effective_from: kind.effective_from.to_string(),
    }
}

/// Whose information a duty moves.
pub(super) fn direction(direction: Direction) -> pb::Direction {
    match direction {
        Direction::ToSupervision => pb::Direction::ToSupervision,
        Direction::ToApproval => pb::Direction::ToApproval,
        Direction::Coordination => pb::Direction::Coordination,
    }
}

impl From<Lamp> for pb::Lamp {
    fn from(lamp: Lamp) -> Self {
        match lamp {
            Lamp::Green => Self::Green,
            Lamp::Yellow => Self::Yellow,
            Lamp::Red => Self::Red,
            Lamp::DeepRed => Self::DeepRed,
        }
    }
}

impl From<Finding> for pb::Finding {
    fn from(finding: Finding) -> Self {
        match finding {
            Finding::Outage => Self::Outage,
            Finding::Ruling => Self::Ruling,
            Finding::Reason => Self::Reason,
            Finding::NotExcused => Self::NotExcused,
        }
    }
}
