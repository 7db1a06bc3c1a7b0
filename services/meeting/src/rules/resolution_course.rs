//! Joint meeting 2(2), 3(5) — Course of a resolution (议定事项落实): under way, submitted by the lead unit, accepted by the office or
//! given back; extended before its last day, to a later one, with a reason.

use jiff::civil::Date;
use refusal::{Refusal, articles};

/// How far a resolution is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResolutionCourse {
    /// 办理中.
    UnderWay,
    /// 待验收.
    Submitted,
    /// 已办结.
    Accepted,
}

/// What is done with a resolution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResolutionAct {
    /// A unit says how far it is.
    Report,
    /// The lead unit says that it is done.
    Submit,
    /// The office accepts it.
    Accept,
    /// The office gives it back.
    Reopen,
    /// The lead unit asks for a later day, or the office decides on that.
    Extend,
    /// The office has another unit lead it.
    Reassign,
}

impl ResolutionCourse {
    /// Every state.
    pub(crate) const ALL: [Self; 3] = [Self::UnderWay, Self::Submitted, Self::Accepted];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::UnderWay => "under_way",
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
        }
    }

    /// Refuses what cannot be done here.
    pub(crate) fn allows(self, act: ResolutionAct) -> Result<(), Refusal> {
        match (self, act) {
            (
                Self::UnderWay,
                ResolutionAct::Report
                | ResolutionAct::Submit
                | ResolutionAct::Extend
                | ResolutionAct::Reassign,
            )
            | (Self::Submitted, ResolutionAct::Report | ResolutionAct::Accept | ResolutionAct::Reopen) => {
                Ok(())
            }
            (Self::Accepted, _) => Err(refused("it is done and accepted", "该事项已办结")),
            (Self::Submitted, _) => Err(refused("it waits to be accepted", "该事项待验收")),
            (Self::UnderWay, _) => Err(refused("it was not submitted", "该事项尚未提交验收")),
        }
    }
}

/// Refuses an extension that is asked for too late, or to no later day.
pub(crate) fn may_be_extended(from: Date, to: Date, today: Date) -> Result<(), Refusal> {
    if today > from {
        let en = "an extension is asked for by the last day; what is late stays late";
        return Err(refused(en, "延期须在到期前申请，已逾期的不予延期"));
    }
    if to <= from {
        let (en, zh) = (format!("later than {from}"), format!("须晚于{from}"));
        return Err(Refusal::field("to", "out_of_range", en, zh).under(articles::MEETING_3_5));
    }
    Ok(())
}

/// Refuses to have the unit lead that leads it already, and a last day that has gone by: nobody is given what is late.
pub(crate) fn may_be_reassigned(leads: bool, due_on: Date, today: Date) -> Result<(), Refusal> {
    if leads {
        let (en, zh) = ("the unit leads it already", "该单位已是牵头单位");
        return Err(Refusal::field("lead_unit", "duplicate", en, zh).under(articles::MEETING_3_5));
    }
    if due_on < today {
        let (en, zh) = (format!("{today} at the earliest"), format!("不得早于{today}"));
        return Err(Refusal::field("due_on", "out_of_range", en, zh).under(articles::MEETING_3_5));
    }
    Ok(())
}

/// How many reports there are of a resolution at most, of all units.
const MOST_REPORTS: usize = 200;

/// Refuses one report more.
pub(crate) fn may_report(made: usize) -> Result<(), Refusal> {
    if made < MOST_REPORTS {
        return Ok(());
    }
    let (en, zh) = (format!("at most {MOST_REPORTS} reports"), format!("进展最多{MOST_REPORTS}条"));
    Err(refused(&en, &zh))
}

/// Refuses that a resolution is carried out by a unit that does not lead it (牵头单位).
pub(crate) fn must_lead(leads: bool) -> Result<(), Refusal> {
    if leads { Ok(()) } else { Err(refused("only the lead unit does this", "须由牵头单位办理")) }
}

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("RESOLUTION_STATE", en, zh).under(articles::MEETING_3_5)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_resolution_is_done_when_the_office_accepts_it() {
        let acts = [
            ResolutionAct::Report,
            ResolutionAct::Submit,
            ResolutionAct::Accept,
            ResolutionAct::Reopen,
            ResolutionAct::Extend,
            ResolutionAct::Reassign,
        ];
        let allowed = |course: ResolutionCourse| acts.map(|act| course.allows(act).is_ok());
        assert_eq!(allowed(ResolutionCourse::UnderWay), [true, true, false, false, true, true]);
        assert_eq!(allowed(ResolutionCourse::Submitted), [true, false, true, true, false, false]);
        assert_eq!(allowed(ResolutionCourse::Accepted), [false; 6]);
        assert!(must_lead(true).is_ok() && must_lead(false).is_err());
        assert!(may_report(199).is_ok() && may_report(200).is_err());
    }

    #[test]
    fn another_unit_leads_it_from_a_day_that_is_still_to_come() {
        let today = date(2026, 11, 30);
        assert!(may_be_reassigned(false, today, today).is_ok());
        assert!(may_be_reassigned(true, today, today).is_err(), "it leads it already");
        assert!(may_be_reassigned(false, date(2026, 11, 29), today).is_err(), "what is late");
    }

    #[test]
    fn an_extension_is_asked_for_in_time_and_leads_to_a_later_day() {
        let from = date(2026, 11, 30);
        assert!(may_be_extended(from, date(2026, 12, 15), from).is_ok(), "on the last day");
        let late = may_be_extended(from, date(2026, 12, 15), date(2026, 12, 1)).unwrap_err();
        assert_eq!(late.reason, "RESOLUTION_STATE");
        assert!(may_be_extended(from, from, date(2026, 11, 1)).is_err(), "the same day is no extension");
    }
}
