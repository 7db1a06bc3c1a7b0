//! Deadlines between services: what is sent says each day that was counted, so that any receiver can explain the date.

use proto::{
    timestamp_from_proto, timestamp_to_proto,
    r#type::v1::{
        CalendarUsed as ProtoCalendarUsed, ClosureUsed as ProtoClosureUsed, Deadline as ProtoDeadline,
        ExplainedDay,
    },
};
use refusal::Refusal;
use workdays::{CalendarUsed, ClosureUsed, Counted, Day, YearNotLoaded};

use crate::{ClockRule, Deadline};

/// A deadline for the wire, with its explanation; `None` where no clock was opened.
pub fn deadline_to_proto(deadline: &Deadline, rule: &ClockRule) -> Option<ProtoDeadline> {
    let started_at = deadline.started_at()?;
    let mut wire = ProtoDeadline {
        start_time: Some(timestamp_to_proto(started_at)),
        working_days: i32::try_from(rule.working_days).unwrap_or(i32::MAX),
        article: rule.article.zh.to_owned(),
        rule: format!("{}/{}", rule.kind, rule.version),
        calendar_version: deadline.calendar().unwrap_or_default(),
        ..ProtoDeadline::default()
    };
    if let Deadline::Dated { due_at, counted, .. } = deadline {
        if !counted.named_by.is_empty() {
            wire.working_days = i32::try_from(counted.working_days).unwrap_or(i32::MAX);
        }
        wire.due_time = Some(timestamp_to_proto(*due_at));
        explain(&mut wire, counted);
    } else {
        "期限待定：届满所在年度的工作日历尚未发布".clone_into(&mut wire.explanation);
    }
    Some(wire)
}

/// Adds how the date was counted: in words, day by day, and by which calendars.
pub fn explain(wire: &mut ProtoDeadline, counted: &Counted) {
    wire.explanation = counted.explain();
    wire.kept = counted.kept;
    for Day { date, counted, reason } in &counted.days {
        wire.days.push(ExplainedDay { date: date.to_string(), counted: *counted, reason: reason.clone() });
    }
    for CalendarUsed { year, notice, version } in &counted.calendars {
        wire.notices.push(notice.clone());
        wire.calendars.push(ProtoCalendarUsed { year: *year, notice: notice.clone(), version: *version });
    }
    for ClosureUsed { date, version } in &counted.closures {
        wire.closures.push(ProtoClosureUsed { date: date.to_string(), version: *version });
    }
}

/// A deadline from another service; `None` when it makes no sense.
pub fn deadline_from_proto(wire: Option<ProtoDeadline>) -> Option<Deadline> {
    let Some(wire) = wire else { return Some(Deadline::NotOpened) };
    let started_at = timestamp_from_proto(wire.start_time?)?;
    let Some(due_time) = wire.due_time else { return Some(Deadline::Undated { started_at, calendar: 0 }) };
    let mut days = Vec::with_capacity(wire.days.len());
    for ExplainedDay { date, counted, reason } in wire.days {
        days.push(Day { date: date.parse().ok()?, counted, reason });
    }
    let mut calendars = Vec::with_capacity(wire.calendars.len());
    for ProtoCalendarUsed { year, notice, version } in wire.calendars {
        calendars.push(CalendarUsed { year, notice, version });
    }
    let mut closures = Vec::with_capacity(wire.closures.len());
    for ProtoClosureUsed { date, version } in wire.closures {
        closures.push(ClosureUsed { date: date.parse().ok()?, version });
    }
    let counted = Counted {
        start: clock::civil_date(started_at),
        working_days: u32::try_from(wire.working_days).ok()?,
        due_on: days.last()?.date,
        days,
        calendars,
        closures,
        kept: wire.kept,
        named_by: String::new(),
    };
    Some(Deadline::Dated { started_at, due_at: timestamp_from_proto(due_time)?, counted, calendar: 0 })
}

/// Why no date can be told that lies in a year without a calendar.
pub fn year_not_loaded(YearNotLoaded { year }: YearNotLoaded) -> Refusal {
    let en = format!("the working-day calendar of {year} is not loaded");
    Refusal::precondition("YEAR_NOT_LOADED", en, format!("{year}年的工作日历尚未载入")).with("year", year)
}

#[cfg(test)]
mod tests {
    use workdays::{Calendar, Closure};

    use super::*;
    use crate::clocks::C2 as RULE;

    /// 2026 was corrected once, and the first day after National Day closed.
    fn calendar() -> Calendar {
        let year = Calendar::bundled().years().last().unwrap().clone().with_version(2);
        let mut calendar = Calendar::new().with(year);
        calendar.close(Closure {
            date: "2026-10-08".parse().unwrap(),
            authority: "县防汛抗旱指挥部".to_owned(),
            reason: "台风停工".to_owned(),
            lifted: false,
            version: 1,
        });
        calendar
    }

    #[test]
    fn a_deadline_survives_the_wire() {
        for received in ["2026-09-30T09:00:00+08:00", "2026-12-31T09:00:00+08:00"] {
            let deadline = Deadline::open(&RULE, received.parse().unwrap(), &calendar());
            let wire = deadline_to_proto(&deadline, &RULE);
            let read = deadline_from_proto(wire.clone()).unwrap();
            assert_eq!(
                (read.started_at(), read.due_at(), read.counted()),
                (deadline.started_at(), deadline.due_at(), deadline.counted())
            );
            assert_eq!(read.calendar(), Some(0), "the other service's calendar is not ours");
            let unversioned = wire.map(|wire| ProtoDeadline { calendar_version: 0, ..wire });
            assert_eq!(deadline_to_proto(&read, &RULE), unversioned);
        }
        assert_eq!(deadline_from_proto(None), Some(Deadline::NotOpened));
    }

    #[test]
    fn a_deadline_names_the_calendars_it_was_counted_by() {
        let deadline = Deadline::open(&RULE, "2026-09-30T09:00:00+08:00".parse().unwrap(), &calendar());
        let wire = deadline_to_proto(&deadline, &RULE).unwrap();
        assert_eq!(wire.notices, ["国办发明电〔2025〕7号"]);
        assert_eq!((wire.calendars[0].year, wire.calendars[0].version), (2026, 2));
        assert_eq!((wire.closures[0].date.as_str(), wire.closures[0].version), ("2026-10-08", 1));
    }
}
