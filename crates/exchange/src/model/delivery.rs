//! A delivery (送达): a push's copy for one unit; the thing that is claimed.

use duty::{Deadline, Duty};
use ids::{DeliveryId, OfficialId, PushId, UnitCode};
use jiff::Timestamp;
use proto::duty::v1::DutyRedated;
use refusal::{Refusal, articles};
use workdays::Calendar;

use super::{ContentKind, ReturnCode, Role};
use crate::rules::claim_clock;

/// A delivery and its state.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    /// Id, the same at sender and receiver.
    pub id: DeliveryId,
    /// The push it is a copy of.
    pub push: PushId,
    /// What that tells.
    pub kind: ContentKind,
    /// Whose row this is: the sender's, the recipient's, or both's.
    pub way: Way,
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

/// Between whom a delivery is, as this row of it has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The sender's copy: another service serves the recipient, and says what becomes of it.
    Sent,
    /// The recipient's own: another service sent it, and is told what becomes of it.
    Received,
    /// Both are served here: there is nobody to tell.
    Within,
}

impl Way {
    /// Name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Within => "within",
        }
    }

    /// The way of a name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Sent, Self::Received, Self::Within].into_iter().find(|way| way.name() == name)
    }
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

impl Receipt {
    /// Opens the claim clock of what was received at `received_at`, unless it is stock (存量) or for information (抄送).
    pub fn open(
        (kind, role, is_stock): (ContentKind, Role, bool),
        received_at: Timestamp,
        calendar: &Calendar,
    ) -> Self {
        let owed = role.owes_claim() && !is_stock;
        let deadline = if owed {
            claim_clock::open(kind.claim_clock(), received_at, calendar)
        } else {
            Deadline::NotOpened
        };
        Self { received_at, deadline }
    }
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
        self.must_owe_claim()?;
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
        self.must_owe_claim()?;
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
        self.role.owes_claim() && matches!(self.state, State::Delivered(_))
    }

    /// The duty to claim it, once it was received; of one without a clock nothing is said.
    pub fn duty(&self) -> Option<Duty> {
        let receipt = self.receipt()?;
        Some(Duty::of(self.kind.claim_clock(), self.id.0, receipt.deadline.clone()))
    }

    /// Refuses to claim or return what was sent for information only.
    fn must_owe_claim(&self) -> Result<(), Refusal> {
        if self.role.owes_claim() {
            return Ok(());
        }
        let en = "sent for information: there is nothing to claim or to return";
        Err(Refusal::precondition("NO_CLAIM_OWED", en, "该送达为抄送，无需认领，也不能退回")
            .under(articles::ART_20))
    }

    /// Counts its claim clock again by the calendar as it is now, while it is open or has no date yet: one that has ended
    /// keeps the date by which it was judged. Gives whether the date is another, and what to say of it while it is owed here.
    pub fn recount(&mut self, calendar: &Calendar) -> (bool, Option<DutyRedated>) {
        let (is_open, Some(mut duty)) = (self.is_open(), self.duty()) else { return (false, None) };
        let (State::Delivered(receipt) | State::Claimed(receipt, _) | State::Returned(receipt, _)) =
            &mut self.state
        else {
            return (false, None);
        };
        let before = receipt.deadline.due_at();
        if !is_open && before.is_some() {
            return (false, None);
        }
        let said = duty.recount(calendar, is_open && self.way != Way::Sent);
        receipt.deadline = duty.deadline;
        (receipt.deadline.due_at() != before, said)
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
