//! How far a bureau is with what was delivered to it.

use std::{iter::Sum, ops::Add};

use jiff::Timestamp;
use proto::exchange::v1::{Delivery, DeliveryState};

/// Numbers of deliveries.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    /// All.
    pub(super) delivered: i32,
    /// Claimed in time.
    pub(super) in_time: i32,
    /// Claimed, but late.
    pub(super) late: i32,
    /// Returned.
    pub(super) returned: i32,
    /// Not claimed, and still in time.
    pub(super) waiting: i32,
    /// Not claimed, and overdue.
    pub(super) overdue: i32,
}

impl Tally {
    /// Counts each delivery once.
    pub(super) fn of(deliveries: &[Delivery]) -> Self {
        let mut tally = Self::default();
        for delivery in deliveries {
            tally.delivered += 1;
            *match delivery.state() {
                DeliveryState::Claimed if is_late(delivery) => &mut tally.late,
                DeliveryState::Claimed => &mut tally.in_time,
                DeliveryState::Returned => &mut tally.returned,
                _ if delivery.overdue => &mut tally.overdue,
                _ => &mut tally.waiting,
            } += 1;
        }
        tally
    }

    /// The same, after everything that waited was claimed.
    pub(super) fn claimed_now(self) -> Self {
        let (in_time, late) = (self.in_time + self.waiting, self.late + self.overdue);
        Self { in_time, late, waiting: 0, overdue: 0, ..self }
    }

    /// Claims, late ones among them.
    pub(super) fn claimed(self) -> i32 {
        self.in_time + self.late
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            delivered: self.delivered + other.delivered,
            in_time: self.in_time + other.in_time,
            late: self.late + other.late,
            returned: self.returned + other.returned,
            waiting: self.waiting + other.waiting,
            overdue: self.overdue + other.overdue,
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

/// What happens at the due instant is late.
fn is_late(delivery: &Delivery) -> bool {
    let due = delivery.claim_deadline.as_ref().and_then(|deadline| instant(deadline.due_time.as_ref()));
    let claimed = delivery.claim.as_ref().and_then(|claim| instant(claim.claim_time.as_ref()));
    matches!((due, claimed), (Some(due), Some(claimed)) if claimed >= due)
}

fn instant(at: Option<&prost_types::Timestamp>) -> Option<Timestamp> {
    Timestamp::new(at?.seconds, at?.nanos).ok()
}
