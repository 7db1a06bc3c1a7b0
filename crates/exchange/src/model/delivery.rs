//! A delivery (送达): a push's copy for one unit; the thing that is claimed.

use ids::{DeliveryId, OfficialId, PushId, UnitCode};
use jiff::Timestamp;
use refusal::{Refusal, articles};
use workdays::Calendar;

use super::{Deadline, ReturnCode, Role};
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
    /// W3C trace context of the operation that made or received it; what becomes of it is said in this trace.
    pub traceparent: Option<String>,
    /// Grows with each change of state.
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

    /// Counts its claim clock again by the calendar as it is now, while it is open or has no date yet: one that has ended
    /// keeps the date by which it was judged. True when the date is another.
    pub fn recount(&mut self, calendar: &Calendar) -> bool {
        let is_open = matches!(self.state, State::Delivered(_));
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn delivered(received: &str) -> Delivery {
        let received_at = at(received);
        let deadline = claim_clock::open(received_at, &Calendar::bundled());
        Delivery {
            id: DeliveryId::generate(),
            push: PushId::generate(),
            unit: "scjgj".parse().unwrap(),
            sender_unit: "xzspj".parse().unwrap(),
            role: Role::Lead,
            state: State::Delivered(Receipt { received_at, deadline }),
            first_read_at: None,
            traceparent: None,
            version: 1,
        }
    }

    fn returning(code: ReturnCode, official: &str) -> Return {
        Return {
            code,
            remark: String::new(),
            suggested_unit: None,
            official: official.parse().unwrap(),
            at: at("2026-10-08T10:00:00+08:00"),
        }
    }

    #[test]
    fn one_official_claims_and_the_other_learns_who_and_when() {
        let mut delivery = delivered("2026-10-08T09:00:00+08:00");
        let now = at("2026-10-08T10:00:00+08:00");
        assert!(matches!(delivery.claim("scjgj-01".parse().unwrap(), now), Ok(Step::Now(_))));
        assert_eq!(delivery.claim("scjgj-01".parse().unwrap(), now), Ok(Step::Before));
        let refusal = delivery.claim("scjgj-02".parse().unwrap(), now).unwrap_err();
        assert_eq!(refusal.reason, "DELIVERY_ALREADY_CLAIMED");
        assert_eq!(refusal.metadata[0], ("claimed_by", "scjgj-01".to_owned()));
        assert_eq!(delivery.version, 2);
    }

    #[test]
    fn a_claim_in_the_last_second_is_in_time_and_at_midnight_is_late() {
        for (claimed, late) in [("2026-10-09T23:59:59+08:00", false), ("2026-10-10T00:00:00+08:00", true)] {
            let mut delivery = delivered("2026-10-08T09:00:00+08:00");
            let _ = delivery.claim("scjgj-01".parse().unwrap(), at(claimed)).unwrap();
            assert_eq!(delivery.is_overdue(at("2026-12-01T00:00:00+08:00")), late, "{claimed}");
        }
    }

    #[test]
    fn what_is_claimed_cannot_be_returned_and_the_other_way_round() {
        let mut claimed = delivered("2026-10-08T09:00:00+08:00");
        let _ = claimed.claim("scjgj-01".parse().unwrap(), at("2026-10-08T10:00:00+08:00")).unwrap();
        let refusal = claimed.give_back(returning(ReturnCode::NotOurDuty, "scjgj-01")).unwrap_err();
        assert_eq!(refusal.reason, "DELIVERY_ALREADY_CLAIMED");

        let mut returned = delivered("2026-10-08T09:00:00+08:00");
        let _ = returned.give_back(returning(ReturnCode::NotOurDuty, "scjgj-01")).unwrap();
        assert_eq!(returned.give_back(returning(ReturnCode::NotOurDuty, "scjgj-01")), Ok(Step::Before));
        let refusal =
            returned.claim("scjgj-01".parse().unwrap(), at("2026-10-08T11:00:00+08:00")).unwrap_err();
        assert_eq!(refusal.reason, "DELIVERY_ALREADY_RETURNED");
    }

    #[test]
    fn an_older_word_of_the_receiver_changes_nothing() {
        let mut delivery = delivered("2026-10-08T09:00:00+08:00");
        let receipt = delivery.receipt().unwrap().clone();
        let claim = Claim { official: "scjgj-01".parse().unwrap(), at: at("2026-10-08T10:00:00+08:00") };
        assert!(delivery.learn(State::Claimed(receipt.clone(), claim), 2));
        assert!(!delivery.learn(State::Delivered(receipt.clone()), 1));
        assert!(!delivery.arrive(receipt));
        assert!(matches!(delivery.state, State::Claimed(..)));
    }

    #[test]
    fn a_clock_that_has_ended_keeps_the_date_by_which_it_was_judged() {
        let due_at = |delivery: &Delivery| delivery.receipt().unwrap().deadline.due_at();
        let mut calendar = Calendar::bundled();
        calendar.close(workdays::Closure {
            date: "2026-10-09".parse().unwrap(),
            authority: "县防汛抗旱指挥部".to_owned(),
            reason: "台风停工".to_owned(),
            lifted: false,
            version: 1,
        });
        let mut open = delivered("2026-10-08T09:00:00+08:00");
        let mut claimed = open.clone();
        let _ = claimed.claim("scjgj-01".parse().unwrap(), at("2026-10-08T10:00:00+08:00")).unwrap();
        assert!(open.recount(&calendar) && !claimed.recount(&calendar));
        assert_eq!(due_at(&open), Some(at("2026-10-11T00:00:00+08:00")));
        assert_eq!(due_at(&claimed), Some(at("2026-10-10T00:00:00+08:00")));
        assert!(!open.recount(&calendar), "once");

        let mut undated = delivered("2026-12-31T09:00:00+08:00");
        let _ = undated.claim("scjgj-01".parse().unwrap(), at("2026-12-31T10:00:00+08:00")).unwrap();
        let next = workdays::Year::parse(
            "year = 2027\nnotice = \"示例号\"\noff = [{ date = \"2027-01-01\", name = \"元旦\" }]",
        );
        assert!(undated.recount(&calendar.with(next.unwrap())), "without a date nothing was judged");
    }

    #[derive(Clone, Debug)]
    enum Attempt {
        Claim(u8),
        GiveBack(u8, ReturnCode),
    }

    fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
        let code = prop::sample::select(vec![ReturnCode::NotOurDuty, ReturnCode::Duplicate]);
        let one = prop_oneof![
            (0_u8..3).prop_map(Attempt::Claim),
            (0_u8..3, code).prop_map(|(official, code)| Attempt::GiveBack(official, code)),
        ];
        prop::collection::vec(one, 1..12)
    }

    proptest! {
        /// Whatever is tried, and by whom: the first attempt decides, once, and everybody else is told no or "yours already".
        #[test]
        fn the_first_attempt_decides(attempts in attempts()) {
            let mut delivery = delivered("2026-10-08T09:00:00+08:00");
            let now = at("2026-10-08T10:00:00+08:00");
            let mut decided = None;
            for attempt in attempts {
                let step = match &attempt {
                    Attempt::Claim(official) => delivery
                        .claim(format!("scjgj-{official}").parse().unwrap(), now)
                        .map(|step| matches!(step, Step::Now(_))),
                    Attempt::GiveBack(official, code) => delivery
                        .give_back(returning(*code, &format!("scjgj-{official}")))
                        .map(|step| matches!(step, Step::Now(_))),
                };
                if decided.is_none() {
                    prop_assert_eq!(step, Ok(true));
                    decided = Some(delivery.state.clone());
                } else {
                    prop_assert!(step != Ok(true));
                }
                prop_assert_eq!(Some(&delivery.state), decided.as_ref());
                prop_assert_eq!(delivery.version, 2);
            }
        }

        /// In whatever order receipt, claim and their repeats reach the sender, it ends knowing the claim.
        #[test]
        fn the_sender_ends_knowing_the_claim(order in Just(vec![0_u8, 0, 1, 1]).prop_shuffle()) {
            let theirs = delivered("2026-10-08T09:00:00+08:00");
            let receipt = theirs.receipt().unwrap().clone();
            let claim = Claim { official: "scjgj-01".parse().unwrap(), at: at("2026-10-08T10:00:00+08:00") };
            let mut ours = Delivery { state: State::Sent, version: 0, ..theirs };
            for word in order {
                let _ = if word == 0 {
                    ours.arrive(receipt.clone())
                } else {
                    ours.learn(State::Claimed(receipt.clone(), claim.clone()), 2)
                };
            }
            prop_assert_eq!(ours.state, State::Claimed(receipt, claim));
            prop_assert_eq!(ours.version, 2);
        }
    }
}
