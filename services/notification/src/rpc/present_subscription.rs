//! Subscriptions and messages for the wire.

use proto::notification::v1 as pb;
use shell::timestamp_to_proto;

use crate::{
    model::{ChannelKind, Subscription, SubscriptionState},
    store::{attempt::Attempt, dispatch::Dispatch},
};

/// A subscription; never its target.
pub(super) fn subscription(subscription: &Subscription) -> pb::Subscription {
    let (state, reason) = match &subscription.state {
        SubscriptionState::Unverified { .. } => (pb::SubscriptionState::Unverified, ""),
        SubscriptionState::Active => (pb::SubscriptionState::Active, ""),
        SubscriptionState::Disabled(reason) => (pb::SubscriptionState::Disabled, reason.name()),
    };
    let wanted = &subscription.wanted;
    pb::Subscription {
        id: subscription.id.to_string(),
        unit: subscription.unit.to_string(),
        name: subscription.name.clone(),
        channel: pb::Channel::from(subscription.channel).into(),
        target: subscription.shown.clone(),
        levels: wanted.levels.iter().map(|level| pb::Level::from(*level).into()).collect(),
        kinds: wanted.kinds.clone(),
        item_codes: wanted.items.iter().map(ToString::to_string).collect(),
        lamps: wanted.lamps.iter().map(|lamp| pb::Lamp::from(*lamp).into()).collect(),
        units: wanted.units.iter().map(ToString::to_string).collect(),
        official: subscription.receiver.as_ref().map(ToString::to_string).unwrap_or_default(),
        state: state.into(),
        reason: reason.to_owned(),
        failing_since: subscription.failing_since.map(timestamp_to_proto),
        create_time: Some(timestamp_to_proto(subscription.created_at)),
    }
}

/// A message to one receiver.
pub(super) fn dispatch(dispatch: &Dispatch) -> pb::Dispatch {
    pb::Dispatch {
        id: dispatch.id.to_string(),
        subscription_id: dispatch.subscription.to_string(),
        kind: dispatch.kind.clone(),
        notice_id: dispatch.notice.map(|notice| notice.to_string()).unwrap_or_default(),
        state: dispatch_state(&dispatch.state).into(),
        attempts: dispatch.attempts,
        cause: dispatch.cause.clone().unwrap_or_default(),
        provider_id: dispatch.provider_id.clone().unwrap_or_default(),
        create_time: Some(timestamp_to_proto(dispatch.created_at)),
        end_time: dispatch.ended_at.map(timestamp_to_proto),
        text: dispatch.said.clone().unwrap_or_default(),
    }
}

/// An attempt at a message.
pub(super) fn attempt(attempt: &Attempt) -> pb::DispatchAttempt {
    pb::DispatchAttempt {
        number: attempt.number,
        begin_time: Some(timestamp_to_proto(attempt.begun_at)),
        outcome: attempt.outcome.clone().unwrap_or_default(),
        cause: attempt.cause.clone().unwrap_or_default(),
    }
}

/// The state of a message of this name in the database.
pub(super) fn dispatch_state(name: &str) -> pb::DispatchState {
    match name {
        "waiting" => pb::DispatchState::Waiting,
        "accepted" => pb::DispatchState::Accepted,
        "refused" => pb::DispatchState::Refused,
        "exhausted" => pb::DispatchState::Exhausted,
        "dropped" => pb::DispatchState::Dropped,
        _ => pb::DispatchState::Unspecified,
    }
}

impl From<ChannelKind> for pb::Channel {
    fn from(channel: ChannelKind) -> Self {
        match channel {
            ChannelKind::Webhook => Self::Webhook,
            ChannelKind::Email => Self::Email,
            ChannelKind::Sms => Self::Sms,
            ChannelKind::WeCom => Self::Wecom,
            ChannelKind::DingTalk => Self::Dingtalk,
            ChannelKind::Feishu => Self::Feishu,
        }
    }
}
