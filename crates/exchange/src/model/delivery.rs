//! A delivery (送达): a push's copy for one unit; the thing that is claimed. The first step decides, whoever takes it; what the receiver
//! says later than what is known is taken over, and what is older is not.

use duty::{ClockRule, Deadline, Duty};
use ids::{DeliveryId, OfficialId, PushId, UnitCode};
use jiff::Timestamp;
use proto::duty::v1::DutyRedated;
use refusal::{Refusal, articles};
use workdays::Calendar;

use super::{DeliveryState, PushKind, RecipientRole, ReturnCode, claim_rule};
use crate::rules::claim_clock;

/// A delivery and its state.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    /// The same at sender and receiver.
    pub id: DeliveryId,
    /// The push it is a copy of.
    pub push: PushId,
    /// What that tells.
    pub kind: PushKind,
    /// Whose row this is: the sender's, the recipient's, or both's.
    pub way: Way,
    /// The receiving unit.
    pub unit: UnitCode,
    /// The unit that pushed.
    pub sender_unit: UnitCode,
    /// Why this unit.
    pub role: RecipientRole,
    /// How far the unit is with it.
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
    Returned(Receipt, SendBack),
}

impl State {
    /// Its word, for the wire and the database.
    pub fn word(&self) -> DeliveryState {
        match self {
            Self::Sent => DeliveryState::Sent,
            Self::Delivered(_) => DeliveryState::Delivered,
            Self::Claimed(..) => DeliveryState::Claimed,
            Self::Returned(..) => DeliveryState::Returned,
        }
    }
}

/// The rule of the clock that an arrival opens; none of stock (存量), and none of what is for information (抄送).
pub fn owed_rule(kind: PushKind, role: RecipientRole, is_stock: bool) -> Option<&'static ClockRule> {
    (claim_clock::is_owed(role) && !is_stock).then(|| claim_rule(kind))
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
    /// Opens the claim clock under `rule` of what was received at `received_at`; none where no claim is owed.
    pub fn open(rule: Option<&ClockRule>, received_at: Timestamp, calendar: &Calendar) -> Self {
        let open = |rule| claim_clock::open(rule, received_at, calendar);
        Self { received_at, deadline: rule.map_or(Deadline::NotOpened, open) }
    }
}

/// A claim (认领).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Who claimed.
    pub official: OfficialId,
    /// When it was claimed.
    pub at: Timestamp,
}

/// A return (退回).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SendBack {
    /// The reason (退回原因).
    pub code: ReturnCode,
    /// 说明.
    pub remark: String,
    /// The unit that should have it, when the returning unit knows.
    pub suggested_unit: Option<UnitCode>,
    /// Who returned it.
    pub official: OfficialId,
    /// When it was returned.
    pub at: Timestamp,
}

/// A step that was asked for: taken now, or taken before by the same official.
#[derive(Clone, PartialEq, Debug)]
#[must_use]
pub enum Step<Fact> {
    /// Taken now; the fact must be said.
    Now(Fact),
    /// Taken before; nothing changes.
    Before,
}

/// What came of counting a claim clock again.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Recounted {
    /// Whether the date is another.
    pub has_moved: bool,
    /// What to say of the duty, while it is owed here.
    pub redated: Option<DutyRedated>,
}

impl Delivery {
    /// Claims it for the unit (Art. 22(1)). Late is allowed: it is late, not lost.
    pub fn claim(&mut self, official: OfficialId, now: Timestamp) -> Result<Step<Claim>, Refusal> {
        self.must_owe_claim()?;
        match &self.state {
            State::Delivered(receipt) => {
                let claim = Claim { official, at: now };
                self.state = State::Claimed(receipt.clone(), claim.clone());
                self.version += 1;
                Ok(Step::Now(claim))
            }
            State::Claimed(_, claim) if claim.official == official => Ok(Step::Before),
            State::Claimed(_, claim) => Err(already_claimed(claim)),
            State::Returned(_, earlier) => Err(already_returned(earlier)),
            State::Sent => Err(Refusal::not_found("delivery", "送达")),
        }
    }

    /// Returns it as not the unit's (退回). Late is allowed. A claimed delivery is the unit's and cannot be returned.
    pub fn send_back(&mut self, send_back: SendBack) -> Result<Step<SendBack>, Refusal> {
        self.must_owe_claim()?;
        match &self.state {
            State::Delivered(receipt) => {
                self.state = State::Returned(receipt.clone(), send_back.clone());
                self.version += 1;
                Ok(Step::Now(send_back))
            }
            State::Returned(_, earlier)
                if earlier.official == send_back.official && earlier.code == send_back.code =>
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
            State::Returned(receipt, send_back) => receipt.deadline.is_late(send_back.at),
        }
    }

    /// Whether its claim is still owed.
    pub fn is_open(&self) -> bool {
        claim_clock::is_owed(self.role) && matches!(self.state, State::Delivered(_))
    }

    /// The duty to claim it, once it was received; of one without a clock nothing is said.
    pub fn duty(&self) -> Option<Duty> {
        let receipt = self.receipt()?;
        Some(Duty::of(claim_rule(self.kind), self.id.0, receipt.deadline.clone()))
    }

    /// Refuses to claim or return what was sent for information only.
    fn must_owe_claim(&self) -> Result<(), Refusal> {
        if claim_clock::is_owed(self.role) {
            return Ok(());
        }
        let en = "sent for information: there is nothing to claim or to return";
        Err(Refusal::precondition("NO_CLAIM_OWED", en, "该送达为抄送，无需认领，也不能退回")
            .under(articles::ART_20))
    }

    /// Counts its claim clock again by the calendar as it is now, while it is open or has no date yet: one that has ended
    /// keeps the date by which it was judged.
    pub fn recount(&mut self, calendar: &Calendar) -> Recounted {
        let is_open = self.is_open();
        let Some(mut duty) = self.duty() else { return Recounted::default() };
        let (State::Delivered(receipt) | State::Claimed(receipt, _) | State::Returned(receipt, _)) =
            &mut self.state
        else {
            return Recounted::default();
        };
        let before = receipt.deadline.due_at();
        if !is_open && before.is_some() {
            return Recounted::default();
        }
        let redated = duty.recount(calendar, is_open && self.way != Way::Sent);
        receipt.deadline = duty.deadline;
        Recounted { has_moved: receipt.deadline.due_at() != before, redated }
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

fn already_returned(earlier: &SendBack) -> Refusal {
    Refusal::precondition(
        "DELIVERY_ALREADY_RETURNED",
        format!("returned already by {} at {}", earlier.official, earlier.at),
        format!(
            "已由{}于{}退回",
            earlier.official,
            clock::in_county(earlier.at).strftime("%Y-%m-%d %H:%M:%S")
        ),
    )
    .under(articles::ART_20)
    .with("returned_by", &earlier.official)
    .with("return_time", earlier.at)
}

#[cfg(test)]
mod tests;
