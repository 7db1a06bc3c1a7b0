//! Joint meeting 2, 3(3) — Succession of seats (成员调整): a unit has each seat once at a time, the county one chief convener and one
//! office; a new holder follows on the day after the last one's last day.
//!
//! Not modelled: whether a liaison is the head of a section (联席会议制度三（三）); the post says so.

use jiff::civil::Date;
use refusal::{Refusal, articles};

/// What a seat is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum SeatRole {
    /// 总召集人.
    ChiefConvener,
    /// 召集人.
    Convener,
    /// 联席会议办公室.
    Office,
    /// 成员.
    Member,
    /// 联络员.
    Liaison,
}

/// What becomes of the seat before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Succession {
    /// Nobody had it.
    First,
    /// Whoever had it has this last day.
    After(Date),
}

impl SeatRole {
    /// Every role.
    pub(crate) const ALL: [Self; 5] =
        [Self::ChiefConvener, Self::Convener, Self::Office, Self::Member, Self::Liaison];

    /// Whether there is one in the county, whichever unit's it is.
    pub(crate) fn is_alone(self) -> bool {
        matches!(self, Self::ChiefConvener | Self::Office)
    }

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ChiefConvener => "chief_convener",
            Self::Convener => "convener",
            Self::Office => "office",
            Self::Member => "member",
            Self::Liaison => "liaison",
        }
    }

    /// The role of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What follows when a seat that was open since `before` (none: nobody has it) changes on `first_day`; whether it `ends`.
pub(crate) fn succession(before: Option<Date>, first_day: Date, ends: bool) -> Result<Succession, Refusal> {
    match before {
        None if ends => {
            let (en, zh) = ("nobody has this seat", "该席位当前无人担任");
            Err(Refusal::precondition("SEAT_TAKEN", en, zh).under(articles::MEETING_2))
        }
        None => Ok(Succession::First),
        Some(since) if first_day <= since => {
            let en = format!("the seat changed hands on {since}; the next change is later than that");
            let zh = format!("该席位已自{since}起调整，新的调整须晚于该日");
            Err(Refusal::precondition("SEAT_TAKEN", &en, &zh).under(articles::MEETING_2))
        }
        Some(_) => Ok(Succession::After(first_day.yesterday().unwrap_or(first_day))),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whoever_follows_begins_on_the_day_after() {
        let monday = date(2026, 10, 12);
        assert_eq!(succession(None, monday, false), Ok(Succession::First));
        let before = Some(date(2020, 9, 21));
        assert_eq!(succession(before, monday, false), Ok(Succession::After(date(2026, 10, 11))));
        assert_eq!(succession(before, monday, true), Ok(Succession::After(date(2026, 10, 11))));
    }

    #[test]
    fn nobody_follows_before_the_last_one_began_and_what_nobody_has_does_not_end() {
        let monday = date(2026, 10, 12);
        for (before, ends) in [(Some(monday), false), (Some(date(2026, 10, 13)), true), (None, true)] {
            let refusal = succession(before, monday, ends).unwrap_err();
            assert_eq!((refusal.reason, refusal.article.unwrap().zh), ("SEAT_TAKEN", "联席会议制度二"));
        }
    }

    #[test]
    fn the_county_has_one_chief_convener_and_one_office() {
        let alone: Vec<SeatRole> = SeatRole::ALL.into_iter().filter(|role| role.is_alone()).collect();
        assert_eq!(alone, [SeatRole::ChiefConvener, SeatRole::Office]);
        assert!(SeatRole::ALL.into_iter().all(|role| SeatRole::named(role.name()) == Some(role)));
    }
}
