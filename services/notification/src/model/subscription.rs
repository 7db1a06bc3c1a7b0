//! A subscription (订阅): a way to one receiver.

use ids::{OfficialId, SubscriptionId, UnitCode};
use jiff::{SignedDuration, Timestamp};
use proto::words::notification::{self as words, Channel, DisabledReason};
use refusal::Refusal;

use crate::rules::receivers::Filter;

/// So many wrong codes, and the subscription is disabled.
const MOST_TRIES: i32 = 5;
/// How long a code may be repeated.
const CODE_HOLDS: SignedDuration = SignedDuration::from_hours(24);
/// A receiver that nothing reaches for so long is left alone.
const PATIENCE: SignedDuration = SignedDuration::from_hours(5 * 24);

/// A subscription without its target, which rests sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Subscription {
    pub(crate) id: SubscriptionId,
    pub(crate) unit: UnitCode,
    /// Who made it.
    pub(crate) official: OfficialId,
    /// The official whose own it is; none: the unit's.
    pub(crate) receiver: Option<OfficialId>,
    pub(crate) channel: Channel,
    /// What people call it.
    pub(crate) name: String,
    /// What of the target may be shown.
    pub(crate) shown: String,
    /// Which notices go there.
    pub(crate) filter: Filter,
    /// Of the office (督办).
    pub(crate) overseer: bool,
    pub(crate) state: SubscriptionState,
    /// Since when nothing has arrived.
    pub(crate) failing_since: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
}

/// The states of a subscription.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum SubscriptionState {
    /// The receiver was sent a code that has not come back yet.
    Unverified {
        /// Six digits.
        code: String,
        /// Wrong ones so far.
        tries: i32,
        /// When it was made.
        made_at: Timestamp,
    },
    /// Notices go there.
    Active,
    /// Nothing goes there.
    Disabled(DisabledReason),
}

impl Subscription {
    /// The code came back, within a day. A wrong one is counted; the fifth disables.
    pub(crate) fn verify(&mut self, given: &str, now: Timestamp) -> Result<(), Refusal> {
        let SubscriptionState::Unverified { code, tries, made_at } = &mut self.state else {
            return Err(no_code_is_awaited());
        };
        if now.duration_since(*made_at) > CODE_HOLDS {
            let en = "the code is older than a day: disable the subscription and enable it for a new one";
            return Err(wrong_state(en, "验证码已超过一日，请停用后重新启用以获取新验证码"));
        }
        if given == code {
            self.state = SubscriptionState::Active;
        } else if *tries + 1 >= MOST_TRIES {
            self.state = SubscriptionState::Disabled(DisabledReason::Code);
        } else {
            *tries += 1;
        }
        Ok(())
    }

    /// A code may come back.
    pub(crate) fn must_await_code(&self) -> Result<(), Refusal> {
        if matches!(self.state, SubscriptionState::Unverified { .. }) {
            return Ok(());
        }
        Err(no_code_is_awaited())
    }

    /// Nothing goes there from now on.
    pub(crate) fn disable(&mut self, why: DisabledReason) -> Result<(), Refusal> {
        if self.is_disabled() {
            return Err(wrong_state("the subscription is disabled already", "该订阅已停用"));
        }
        self.state = SubscriptionState::Disabled(why);
        Ok(())
    }

    /// The state without what is true in it.
    pub(crate) fn state(&self) -> words::SubscriptionState {
        match &self.state {
            SubscriptionState::Unverified { .. } => words::SubscriptionState::Unverified,
            SubscriptionState::Active => words::SubscriptionState::Active,
            SubscriptionState::Disabled(_) => words::SubscriptionState::Disabled,
        }
    }

    /// Why nothing goes there; none while something may.
    pub(crate) fn disabled(&self) -> Option<DisabledReason> {
        match self.state {
            SubscriptionState::Disabled(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether nothing goes there.
    pub(crate) fn is_disabled(&self) -> bool {
        self.disabled().is_some()
    }

    /// It is taken up again: with a new code, since its receiver may have changed hands.
    pub(crate) fn enable(&mut self, code: String, now: Timestamp) -> Result<(), Refusal> {
        if !self.is_disabled() {
            return Err(wrong_state("the subscription is not disabled", "该订阅未停用"));
        }
        self.state = SubscriptionState::Unverified { code, tries: 0, made_at: now };
        self.failing_since = None;
        Ok(())
    }

    /// Messages may be sent there.
    pub(crate) fn must_be_active(&self) -> Result<(), Refusal> {
        if self.state == SubscriptionState::Active {
            return Ok(());
        }
        Err(wrong_state("the subscription is not active", "该订阅未生效"))
    }

    /// Something arrived.
    pub(crate) fn note_arrival(&mut self) {
        self.failing_since = None;
    }

    /// Nothing arrived at `now`; after five days of that the subscription is disabled.
    pub(crate) fn note_failure(&mut self, now: Timestamp) {
        let since = *self.failing_since.get_or_insert(now);
        if self.state == SubscriptionState::Active && now.duration_since(since) >= PATIENCE {
            self.state = SubscriptionState::Disabled(DisabledReason::Failing);
        }
    }
}

fn no_code_is_awaited() -> Refusal {
    wrong_state("no code is awaited", "无待验证的验证码")
}

fn wrong_state(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("SUBSCRIPTION_STATE", en, zh)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn unverified() -> Subscription {
        Subscription {
            id: SubscriptionId::generate(),
            unit: "scjgj".parse().unwrap(),
            official: "scjgj-01".parse().unwrap(),
            channel: Channel::Webhook,
            name: "业务系统".to_owned(),
            shown: "https://oa.example.cn".to_owned(),
            receiver: None,
            filter: Filter::default(),
            overseer: false,
            state: SubscriptionState::Unverified {
                code: "123456".to_owned(),
                tries: 0,
                made_at: Timestamp::UNIX_EPOCH,
            },
            failing_since: None,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_code_makes_it_active_and_the_fifth_wrong_one_disables_it() {
        let mut right = unverified();
        right.verify("000000", NOW).unwrap();
        right.verify("123456", NOW).unwrap();
        assert_eq!(right.state, SubscriptionState::Active);
        assert_eq!(right.verify("123456", NOW).unwrap_err().reason, "SUBSCRIPTION_STATE");
        let mut wrong = unverified();
        for _ in 0..5 {
            assert!(matches!(wrong.state, SubscriptionState::Unverified { .. }));
            wrong.verify("000000", NOW).unwrap();
        }
        assert_eq!(wrong.state, SubscriptionState::Disabled(DisabledReason::Code));
        assert!(wrong.verify("123456", NOW).is_err(), "nobody goes on guessing");
    }

    #[test]
    fn a_code_holds_for_a_day() {
        let day = NOW + SignedDuration::from_hours(24);
        assert!(unverified().verify("123456", day).is_ok());
        let late = unverified().verify("123456", day + SignedDuration::from_secs(1)).unwrap_err();
        assert!(late.zh.contains("重新启用"), "{}", late.zh);
    }

    #[test]
    fn five_days_without_an_arrival_disable_it() {
        let at = |hours: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let mut subscription = Subscription { state: SubscriptionState::Active, ..unverified() };
        subscription.note_failure(at(0));
        subscription.note_failure(at(119));
        subscription.note_arrival();
        subscription.note_failure(at(120));
        subscription.note_failure(at(239));
        assert_eq!(subscription.state, SubscriptionState::Active);
        subscription.note_failure(at(240));
        assert_eq!(subscription.state, SubscriptionState::Disabled(DisabledReason::Failing));
        assert!(subscription.must_be_active().is_err());
        subscription.enable("654321".to_owned(), at(240)).unwrap();
        assert_eq!(subscription.failing_since, None);
    }
}
