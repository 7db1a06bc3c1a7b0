//! The first step decides, and every later one is told so; whatever order the sender hears it in.

use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn delivered(received: &str) -> Delivery {
    let received_at = at(received);
    let deadline = claim_clock::open(&duty::clocks::C2, received_at, &Calendar::bundled());
    Delivery {
        id: DeliveryId::generate(),
        push: PushId::generate(),
        kind: PushKind::LicenceDecision,
        way: Way::Received,
        unit: "scjgj".parse().unwrap(),
        sender_unit: "xzspj".parse().unwrap(),
        role: RecipientRole::Lead,
        state: State::Delivered(Receipt { received_at, deadline }),
        first_read_at: None,
        traceparent: None,
        version: 1,
    }
}

fn returning(code: ReturnCode, official: &str) -> SendBack {
    SendBack {
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
    let refusal = claimed.send_back(returning(ReturnCode::NotOurDuty, "scjgj-01")).unwrap_err();
    assert_eq!(refusal.reason, "DELIVERY_ALREADY_CLAIMED");

    let mut returned = delivered("2026-10-08T09:00:00+08:00");
    let _ = returned.send_back(returning(ReturnCode::NotOurDuty, "scjgj-01")).unwrap();
    assert_eq!(returned.send_back(returning(ReturnCode::NotOurDuty, "scjgj-01")), Ok(Step::Before));
    let refusal = returned.claim("scjgj-01".parse().unwrap(), at("2026-10-08T11:00:00+08:00")).unwrap_err();
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
    assert!(open.recount(&calendar).has_moved && !claimed.recount(&calendar).has_moved);
    assert_eq!(due_at(&open), Some(at("2026-10-11T00:00:00+08:00")));
    assert_eq!(due_at(&claimed), Some(at("2026-10-10T00:00:00+08:00")));
    assert!(!open.recount(&calendar).has_moved, "once");

    let mut undated = delivered("2026-12-31T09:00:00+08:00");
    let _ = undated.claim("scjgj-01".parse().unwrap(), at("2026-12-31T10:00:00+08:00")).unwrap();
    let next = workdays::Year::parse(
        "year = 2027\nnotice = \"示例号\"\noff = [{ date = \"2027-01-01\", name = \"元旦\" }]",
    );
    assert!(undated.recount(&calendar.with(next.unwrap())).has_moved, "without a date nothing was judged");
}

#[test]
fn what_the_receiver_counted_again_counts_until_the_claim_says_it() {
    let theirs = delivered("2026-10-08T09:00:00+08:00");
    let receipt = theirs.receipt().unwrap().clone();
    let later = Receipt { received_at: receipt.received_at, deadline: Deadline::NotOpened };
    let mut ours = Delivery { state: State::Sent, version: 0, ..theirs };
    assert!(ours.learn(State::Delivered(later.clone()), 2), "it may overtake the receipt");
    assert!(!ours.arrive(receipt.clone()));
    assert!(!ours.learn(State::Delivered(receipt.clone()), 2), "said twice");
    assert_eq!(ours.state, State::Delivered(later));
    let claim = Claim { official: "scjgj-01".parse().unwrap(), at: at("2026-10-08T10:00:00+08:00") };
    assert!(ours.learn(State::Claimed(receipt.clone(), claim), 4));
    assert!(!ours.learn(State::Delivered(receipt), 3), "an older word");
    assert!(!ours.is_open());
}

#[derive(Clone, Debug)]
enum Attempt {
    Claim(u8),
    SendBack(u8, ReturnCode),
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let code = prop::sample::select(vec![ReturnCode::NotOurDuty, ReturnCode::Duplicate]);
    let one = prop_oneof![
        (0_u8..3).prop_map(Attempt::Claim),
        (0_u8..3, code).prop_map(|(official, code)| Attempt::SendBack(official, code)),
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
                Attempt::SendBack(official, code) => delivery
                    .send_back(returning(*code, &format!("scjgj-{official}")))
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

#[test]
fn what_was_sent_for_information_owes_no_claim() {
    let mut copy = delivered("2026-10-08T09:00:00+08:00");
    copy.role = RecipientRole::Copy;
    let received_at = at("2026-10-08T09:00:00+08:00");
    let calendar = Calendar::bundled();
    let open =
        |role, is_stock| Receipt::open(owed_rule(copy.kind, role, is_stock), received_at, &calendar).deadline;
    assert_eq!(open(RecipientRole::Copy, false), Deadline::NotOpened);
    assert_eq!(open(RecipientRole::Lead, true), Deadline::NotOpened);
    assert!(open(RecipientRole::Other, false).due_at().is_some());
    let refusal = copy.claim("scjgj-01".parse().unwrap(), received_at).unwrap_err();
    assert_eq!(refusal.reason, "NO_CLAIM_OWED");
    assert_eq!(
        copy.send_back(returning(ReturnCode::NotOurDuty, "scjgj-01")).unwrap_err().reason,
        "NO_CLAIM_OWED"
    );
    assert!(!copy.is_open(), "nothing is owed");
}
