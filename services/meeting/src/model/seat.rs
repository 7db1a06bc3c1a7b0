//! A seat (席位) in the roster (成员名册) is held by a post, day by day; a new holder is a new seat, so that the roster of any day stays.

use ids::{OfficialId, SeatId, UnitCode};
use jiff::civil::Date;
use proto::words::meeting::SeatRole;

use crate::rules::{
    seat_holder::Holder,
    succession::{Before, is_alone},
};

/// A seat, as long as one post holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Seat {
    pub(crate) id: SeatId,
    pub(crate) unit: UnitCode,
    pub(crate) role: SeatRole,
    /// 职务; no name.
    pub(crate) post: String,
    /// Who holds it; none: whoever the directory names.
    pub(crate) official: Option<OfficialId>,
    pub(crate) first_day: Date,
    /// None while it is open.
    pub(crate) last_day: Option<Date>,
}

impl Seat {
    /// Whether it is held on a day.
    pub(crate) fn is_held_on(&self, day: Date) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }

    /// Whether it is the same seat, in whosever hands: of the same unit, or the county's only one.
    pub(crate) fn follows(&self, before: &Self) -> bool {
        self.role == before.role && (is_alone(self.role) || self.unit == before.unit)
    }

    /// Who holds it.
    pub(crate) fn holder(&self) -> Holder<'_> {
        Holder { unit: &self.unit, official: self.official.as_ref() }
    }

    /// What a change that `unit` proposes comes after.
    pub(crate) fn before(&self, unit: &UnitCode) -> Before {
        Before { since: self.first_day, until: self.last_day, is_own: self.unit == *unit }
    }
}
