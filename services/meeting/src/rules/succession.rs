//! Joint meeting 2, 3(3) — Succession of seats (成员调整): a unit has each seat once at a time, the county one chief convener and one
//! office; a new holder follows on the day after the last one's last day.
//!
//! Not modelled: whether a liaison is the head of a section (联席会议制度三（三）); the post says so.

use jiff::civil::Date;
use proto::words::meeting::SeatRole;
use refusal::{Refusal, articles};

/// What becomes of the seat before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Succession {
    /// Nobody had it.
    First,
    /// Whoever had it has this last day.
    After(Date),
}

/// Whether the county has one such seat, whichever unit's it is.
pub(crate) fn is_alone(role: SeatRole) -> bool {
    matches!(role, SeatRole::ChiefConvener | SeatRole::Office)
}

/// The last that was recorded of a seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Before {
    /// First day.
    pub(crate) since: Date,
    /// Last day; none: it is open.
    pub(crate) until: Option<Date>,
    /// Whether it is that of the unit that proposes the change.
    pub(crate) is_own: bool,
}

/// What becomes of the seat `before`, the last that was recorded, when its follower begins on `first_day`, or when it `ends`. A unit
/// neither ends nor takes what another holds: that one gives it up first.
pub(crate) fn succession(before: Option<Before>, first_day: Date, ends: bool) -> Result<Succession, Refusal> {
    match before {
        None if ends => Err(refused("nobody has this seat", "该席位当前无人担任")),
        Some(Before { until: Some(until), .. }) if ends || first_day <= until => {
            let en = format!("the seat ends on {until}; the next change is later than that");
            Err(refused(&en, &format!("该席位至{until}止，新的调整须晚于该日")))
        }
        None | Some(Before { until: Some(_), .. }) => Ok(Succession::First),
        Some(Before { is_own: false, .. }) => Err(refused(
            "another unit has this seat, and gives it up first",
            "该席位由其他单位担任，须先由该单位提出退出",
        )),
        Some(Before { since, .. }) if first_day <= since => {
            let en = format!("the seat changed hands on {since}; the next change is later than that");
            Err(refused(&en, &format!("该席位已自{since}起调整，新的调整须晚于该日")))
        }
        Some(_) => Ok(Succession::After(first_day.yesterday().unwrap_or(first_day))),
    }
}

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("SEAT_TAKEN", en, zh).under(articles::MEETING_2)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whoever_follows_begins_on_the_day_after() {
        let monday = date(2026, 10, 12);
        assert_eq!(succession(None, monday, false), Ok(Succession::First));
        let before = Some(Before { since: date(2020, 9, 21), until: None, is_own: true });
        assert_eq!(succession(before, monday, false), Ok(Succession::After(date(2026, 10, 11))));
        assert_eq!(succession(before, monday, true), Ok(Succession::After(date(2026, 10, 11))));
    }

    #[test]
    fn nobody_follows_before_the_last_one_began_and_what_nobody_has_does_not_end() {
        let monday = date(2026, 10, 12);
        let since = |since| Some(Before { since, until: None, is_own: true });
        for (before, ends) in [(since(monday), false), (since(date(2026, 10, 13)), true), (None, true)] {
            let refusal = succession(before, monday, ends).unwrap_err();
            assert_eq!((refusal.reason, refusal.article.unwrap().zh), ("SEAT_TAKEN", "联席会议制度二"));
        }
    }

    #[test]
    fn nobody_takes_what_another_unit_has_and_what_ends_is_free_from_the_day_after() {
        let monday = date(2026, 10, 12);
        let since = date(2020, 9, 21);
        let of_another = Some(Before { since, until: None, is_own: false });
        assert!(succession(of_another, monday, false).is_err());
        assert!(succession(of_another, monday, true).is_err(), "nor ends it");
        let ending = Some(Before { since, until: Some(monday), is_own: false });
        assert!(succession(ending, monday, false).is_err(), "two at once");
        assert!(succession(ending, date(2026, 10, 13), true).is_err(), "it ends once");
        assert_eq!(succession(ending, date(2026, 10, 13), false), Ok(Succession::First));
    }

    #[test]
    fn the_county_has_one_chief_convener_and_one_office() {
        let alone: Vec<SeatRole> = SeatRole::ALL.into_iter().filter(|role| is_alone(*role)).collect();
        assert_eq!(alone, [SeatRole::ChiefConvener, SeatRole::Office]);
    }
}
