//! A delivery (送达): a push's copy for one unit; the thing that is claimed.

use deadline::Deadline;
use ids::{DeliveryId, OfficialId, PushId, UnitCode};
use jiff::Timestamp;
use refusal::{Refusal, articles};
use workdays::Calendar;

use super::{ReturnCode, Role};
use crate::rules::claim_clock;

/// A delivery and its state.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    /// Id, the same at sender and receiver.
    pub id: DeliveryId,
    /// The push it is a copy of.
    pub push: PushId,
    /// The receiving unit.
    pub unit: UnitCode,
    /// The unit that pushed.
    pub sender_unit: UnitCode,
    /// Why this unit.
    pub role: Role,
    /// State.
    pub state: State,
    /// When an official of the unit first read it in full; at the receiver only.
    pub first_read_at: Option<Timestamp>,
    /// W3C trace context of the operation that made or received it; its claim or return is said in this trace.
    pub traceparent: Option<String>,
    /// Grows with each change of state, and when its receiver has counted its open clock again.
    pub version: i32,
}

/// The states, each with the facts that are true then. Overdue follows from the clock and is no state.
#[derive(Clone, PartialEq, Debug)]
pub enum State {
    /// 已推送: on its way. Only the sender knows this state.
    Sent,
    /// 待认领.
    Delivered(Receipt),
    /// 已认领.
    Claimed(Receipt, Claim),
    /// 已退回.
    Returned(Receipt, Return),
}

/// The receiving service's database has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Receipt {
    /// Since when.
    pub received_at: Timestamp,
    /// The claim clock (C2) that this opened.
    pub deadline: Deadline,
}

/// A claim (认领).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Who claimed.
    pub official: OfficialId,
    /// When.
    pub at: Timestamp,
}

/// A return (退回).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Return {
    /// Why.
    pub code: ReturnCode,
    /// 说明.
    pub remark: String,
    /// The unit that should have it, when the returning unit knows.
    pub suggested_unit: Option<UnitCode>,
    /// Who returned it.
    pub official: OfficialId,
    /// When.
    pub at: Timestamp,
}

/// A step that was asked for: taken now, or taken before by the same official.
#[derive(Clone, PartialEq, Debug)]
#[must_use]
pub enum Step<Event> {
    /// Taken now; the event must be said.
    Now(Event),
    /// Taken before; nothing changes.
    Before,
}

/// A delivery was claimed.
#[derive(Clone, PartialEq, Debug)]
pub struct Claimed {
    /// The claim.
    pub claim: Claim,
}

/// A delivery was returned.
#[derive(Clone, PartialEq, Debug)]
pub struct Returned {
    /// The return.
    pub return_: Return,
}

impl Delivery {
    /// Claims it for the unit (Art. 22(1)). Late is allowed: it is late, not lost.
    pub fn claim(&mut self, official: OfficialId, now: Timestamp) -> Result<Step<Claimed>, Refusal> {
        match &self.state {
            State::Delivered(receipt) => {
                let claim = Claim { official, at: now };
                self.state = State::Claimed(receipt.clone(), claim.clone());
                self.version += 1;
                Ok(Step::Now(Claimed { claim }))
            }
            State::Claimed(_, claim) if claim.official == official => Ok(Step::Before),
            State::Claimed(_, claim) => Err(already_claimed(claim)),
            State::Returned(_, return_) => Err(already_returned(return_)),
            State::Sent => Err(Refusal::not_found("delivery", "送达")),
        }
    }

    /// Returns it as not the unit's (退回). Late is allowed. A claimed delivery is the unit's and cannot be returned.
    pub fn give_back(&mut self, return_: Return) -> Result<Step<Returned>, Refusal> {
        match &self.state {
            State::Delivered(receipt) => {
                self.state = State::Returned(receipt.clone(), return_.clone());
                self.version += 1;
                Ok(Step::Now(Returned { return_ }))
            }
            State::Returned(_, earlier)
                if earlier.official == return_.official && earlier.code == return_.code =>
            {
                Ok(Step::Before)
            }
            State::Returned(_, earlier) => Err(already_returned(earlier)),
            State::Claimed(_, claim) => Err(already_claimed(claim)),
            State::Sent => Err(Refusal::not_found("delivery", "送达")),
        }
    }

    /// Notes at the sender that the receiver's database has it. True when that is news.
    #[must_use]
    pub fn arrive(&mut self, receipt: Receipt) -> bool {
        let news = self.state == State::Sent;
        if news {
            self.state = State::Delivered(receipt);
            self.version += 1;
        }
        news
    }

    /// Notes at the sender what the receiver says of it, unless something newer is known. True when that is news.
    #[must_use]
    pub fn learn(&mut self, state: State, version: i32) -> bool {
        let news = version > self.version;
        if news {
            self.state = state;
            self.version = version;
        }
        news
    }

    /// Whether the unit was, or at `now` still is, too late (逾期).
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        match &self.state {
            State::Sent => false,
            State::Delivered(receipt) => receipt.deadline.is_late(now),
            State::Claimed(receipt, claim) => receipt.deadline.is_late(claim.at),
            State::Returned(receipt, return_) => receipt.deadline.is_late(return_.at),
        }
    }

    /// Whether its claim is still owed.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Delivered(_))
    }

    /// Counts its claim clock again by the calendar as it is now, while it is open or has no date yet: one that has ended
    /// keeps the date by which it was judged. True when the date is another.
    pub fn recount(&mut self, calendar: &Calendar) -> bool {
        let is_open = self.is_open();
        let (State::Delivered(receipt) | State::Claimed(receipt, _) | State::Returned(receipt, _)) =
            &mut self.state
        else {
            return false;
        };
        let before = receipt.deadline.due_at();
        if is_open || before.is_none() {
            receipt.deadline = receipt.deadline.recounted(&claim_clock::RULE, calendar);
        }
        receipt.deadline.due_at() != before
    }

    /// The receipt, once it arrived.
    pub fn receipt(&self) -> Option<&Receipt> {
        match &self.state {
            State::Sent => None,
            State::Delivered(receipt) | State::Claimed(receipt, _) | State::Returned(receipt, _) => {
                Some(receipt)
            }
        }
    }
}

fn already_claimed(claim: &Claim) -> Refusal {
    Refusal::precondition(
        "DELIVERY_ALREADY_CLAIMED",
        format!("claimed already by {} at {}", claim.official, claim.at),
        format!("已由{}于{}认领", claim.official, clock::in_county(claim.at).strftime("%Y-%m-%d %H:%M:%S")),
    )
    .under(articles::ART_22_1)
    .with("claimed_by", &claim.official)
    .with("claim_time", claim.at)
}

fn already_returned(return_: &Return) -> Refusal {
    Refusal::precondition(
        "DELIVERY_ALREADY_RETURNED",
        format!("returned already by {} at {}", return_.official, return_.at),
        format!(
            "已由{}于{}退回",
            return_.official,
            clock::in_county(return_.at).strftime("%Y-%m-%d %H:%M:%S")
        ),
    )
    .under(articles::ART_20)
    .with("returned_by", &return_.official)
    .with("return_time", return_.at)
}

#[cfg(test)]
mod tests;
