//! Instants and deadlines.

use jiff::Timestamp;
use proto::r#type::v1::{Deadline as ProtoDeadline, ExplainedDay};
use workdays::{Counted, Day};

use crate::{model::Deadline, rules::ClockRule};

/// An instant for the wire.
pub fn timestamp_to_proto(at: Timestamp) -> prost_types::Timestamp {
    prost_types::Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() }
}

/// An instant from the wire; `None` when it is out of range.
pub fn timestamp_from_proto(at: prost_types::Timestamp) -> Option<Timestamp> {
    Timestamp::new(at.seconds, at.nanos).ok()
}

/// A deadline for the wire, with its explanation; `None` where no clock was opened.
pub fn deadline_to_proto(deadline: &Deadline, rule: &ClockRule) -> Option<ProtoDeadline> {
    let started_at = deadline.started_at()?;
    let mut wire = ProtoDeadline {
        start_time: Some(timestamp_to_proto(started_at)),
        working_days: i32::try_from(rule.working_days).unwrap_or(i32::MAX),
        article: rule.article.zh.to_owned(),
        rule: format!("{}/{}", rule.kind, rule.version),
        ..ProtoDeadline::default()
    };
    if let Deadline::Dated { due_at, counted, .. } = deadline {
        wire.due_time = Some(timestamp_to_proto(*due_at));
        wire.explanation = counted.explain();
        wire.notices.clone_from(&counted.notices);
        for day in &counted.days {
            wire.days.push(ExplainedDay {
                date: day.date.to_string(),
                counted: day.counted,
                reason: day.reason.clone(),
            });
        }
    } else {
        "期限待定：届满所在年度的工作日历尚未发布".clone_into(&mut wire.explanation);
    }
    Some(wire)
}

/// A deadline from another service; `None` when it makes no sense.
pub fn deadline_from_proto(wire: Option<ProtoDeadline>) -> Option<Deadline> {
    let Some(wire) = wire else { return Some(Deadline::NotOpened) };
    let started_at = timestamp_from_proto(wire.start_time?)?;
    let Some(due_time) = wire.due_time else { return Some(Deadline::Undated { started_at }) };
    let mut days = Vec::with_capacity(wire.days.len());
    for day in wire.days {
        days.push(Day { date: day.date.parse().ok()?, counted: day.counted, reason: day.reason });
    }
    let counted = Counted {
        start: clock::civil_date(started_at),
        working_days: u32::try_from(wire.working_days).ok()?,
        due_on: days.last()?.date,
        days,
        notices: wire.notices,
    };
    Some(Deadline::Dated { started_at, due_at: timestamp_from_proto(due_time)?, counted })
}

#[cfg(test)]
mod tests {
    use workdays::Calendar;

    use super::*;
    use crate::rules::claim_clock;

    #[test]
    fn a_deadline_survives_the_wire() {
        for received in ["2026-09-30T09:00:00+08:00", "2026-12-31T09:00:00+08:00"] {
            let deadline = claim_clock::open(received.parse().unwrap(), &Calendar::bundled());
            let wire = deadline_to_proto(&deadline, &claim_clock::RULE);
            assert_eq!(deadline_from_proto(wire), Some(deadline));
        }
        assert_eq!(deadline_from_proto(None), Some(Deadline::NotOpened));
    }
}
