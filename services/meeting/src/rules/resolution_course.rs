//! Joint meeting 2(2), 3(5) — Course of a resolution (议定事项落实): under way, submitted by the lead unit, accepted by the office or
//! given back; extended before its last day, to a later one, with a reason.
//!
//! What its state allows is said where the state is: `model/resolution.rs`.

use jiff::civil::Date;
use refusal::{Refusal, articles};

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

/// A refusal under this rule.
pub(crate) fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("RESOLUTION_STATE", en, zh).under(articles::MEETING_3_5)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_lead_unit_carries_it_out_and_reports_do_not_go_on_without_end() {
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
