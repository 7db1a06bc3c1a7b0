//! Joint meeting 2, 3(2) — Who acts for a seat (席位由谁行使, 联席会议制度二、三（二）): the official whom the roster names, or else whoever leads its unit.

use ids::{OfficialId, UnitCode};
use jiff::civil::Date;
use refusal::{Refusal, articles};

/// Who holds a seat, as the roster has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder<'a> {
    pub(crate) unit: &'a UnitCode,
    /// None: whoever leads the unit.
    pub(crate) official: Option<&'a OfficialId>,
}

/// Who would act.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Actor<'a> {
    pub(crate) unit: &'a UnitCode,
    pub(crate) official: &'a OfficialId,
    /// Whether the directory names the official as a leader of the unit (单位负责人).
    pub(crate) leads: bool,
}

/// Refuses whoever does not hold the seat of the chief convener.
pub(crate) fn must_be_chief_convener(seat: Option<Holder<'_>>, acting: Actor<'_>) -> Result<(), Refusal> {
    if holds(seat, acting) {
        return Ok(());
    }
    let (en, zh) = ("only the chief convener decides on it", "须由总召集人决定");
    Err(Refusal::precondition("SEAT_NOT_HELD", en, zh).under(articles::MEETING_3_2))
}

/// Refuses whoever does not hold the seat that presided over the meeting, as it is held today.
pub(crate) fn must_have_presided(seat: Option<Holder<'_>>, acting: Actor<'_>) -> Result<(), Refusal> {
    if holds(seat, acting) {
        return Ok(());
    }
    let (en, zh) = ("only whoever presided over the meeting signs its minutes", "会议纪要由会议主持人签发");
    Err(Refusal::precondition("SEAT_NOT_HELD", en, zh).under(articles::MEETING_3_5))
}

fn holds(seat: Option<Holder<'_>>, acting: Actor<'_>) -> bool {
    seat.is_some_and(|seat| {
        seat.unit == acting.unit && seat.official.map_or(acting.leads, |named| named == acting.official)
    })
}

/// Refuses a seat that nobody holds on the day: it changed hands before, or does so only later.
pub(crate) fn must_be_held(is_held: bool, on: Date) -> Result<(), Refusal> {
    if is_held {
        return Ok(());
    }
    let (en, zh) = (format!("nobody holds this seat on {on}"), format!("该席位在{on}无人担任或已调整"));
    Err(Refusal::precondition("SEAT_NOT_HELD", en, zh).under(articles::MEETING_2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_the_roster_names_acts_or_else_whoever_leads_the_unit() {
        let (zfb, zjj): (UnitCode, UnitCode) = ("zfb".parse().unwrap(), "zjj".parse().unwrap());
        let (one, other): (OfficialId, OfficialId) =
            ("zfb-leader".parse().unwrap(), "zfb-01".parse().unwrap());
        let acts = |seat, unit, official, leads| {
            must_be_chief_convener(seat, Actor { unit, official, leads }).is_ok()
        };
        let held = Some(Holder { unit: &zfb, official: None });
        let named = Some(Holder { unit: &zfb, official: Some(&other) });
        assert!(acts(held, &zfb, &one, true));
        assert!(!acts(held, &zfb, &other, false), "somebody of the unit");
        assert!(acts(named, &zfb, &other, false), "whoever is named");
        assert!(!acts(named, &zfb, &one, true), "then nobody else");
        assert!(!acts(held, &zjj, &one, true), "another unit");
        assert!(!acts(None, &zfb, &one, true), "there is none");
    }

    #[test]
    fn a_seat_that_changed_hands_is_held_no_more() {
        let day = jiff::civil::date(2026, 10, 14);
        assert!(must_be_held(true, day).is_ok());
        assert_eq!(must_be_held(false, day).unwrap_err().reason, "SEAT_NOT_HELD");
    }
}
