//! Joint meeting 2(3) — Who is the office (联席会议办公室, 联席会议制度二): the unit that has its seat; while nobody has it, whoever oversees.

use ids::UnitCode;
use refusal::{Kind, Refusal, articles};

/// Refuses an act of the office by any other unit; `office` is the unit that has the seat today.
pub(crate) fn must_be_office(office: Option<&UnitCode>, unit: &UnitCode) -> Result<(), Refusal> {
    if office.is_none_or(|office| office == unit) {
        return Ok(());
    }
    let (en, zh) = ("only the office of the joint meeting does this", "只有联席会议办公室可以办理");
    Err(Refusal::new(Kind::Denied, "NOT_THE_OFFICE", en, zh).under(articles::MEETING_2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_that_has_the_seat_is_the_office_and_while_nobody_has_it_whoever_oversees() {
        let (office, other): (UnitCode, UnitCode) = ("xzspj".parse().unwrap(), "zfb".parse().unwrap());
        assert!(must_be_office(Some(&office), &office).is_ok());
        assert_eq!(must_be_office(Some(&office), &other).unwrap_err().reason, "NOT_THE_OFFICE");
        assert!(must_be_office(None, &other).is_ok());
    }
}
