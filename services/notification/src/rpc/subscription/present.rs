//! How subscriptions and their messages are shown: never the target, which rests sealed.

use proto::{
    notification::v1 as pb,
    words::notification::{AttemptOutcome, DisabledReason, NeedlessReason},
};
use shell::timestamp_to_proto;

use crate::model::{Attempt, Dispatch, Subject, Subscription};

/// Shows a subscription without its target.
pub(super) fn present_subscription(subscription: &Subscription) -> pb::Subscription {
    let filter = &subscription.filter;
    pb::Subscription {
        id: subscription.id.to_string(),
        unit: subscription.unit.to_string(),
        name: subscription.name.clone(),
        channel: subscription.channel.into(),
        target: subscription.shown.clone(),
        levels: filter.levels.iter().map(|level| (*level).into()).collect(),
        kinds: filter.kinds.clone(),
        item_codes: filter.items.iter().map(ToString::to_string).collect(),
        lamps: filter.lamps.iter().map(|lamp| (*lamp).into()).collect(),
        units: filter.units.iter().map(ToString::to_string).collect(),
        official: subscription.receiver.as_ref().map(ToString::to_string).unwrap_or_default(),
        state: subscription.state().into(),
        reason: subscription.disabled().map_or(0, DisabledReason::into),
        failing_since: subscription.failing_since.map(timestamp_to_proto),
        create_time: Some(timestamp_to_proto(subscription.created_at)),
    }
}

/// A message to one receiver.
pub(super) fn present_dispatch(dispatch: &Dispatch) -> pb::Dispatch {
    let notice = match dispatch.subject {
        Subject::Notice(id) => id.to_string(),
        _ => String::new(),
    };
    pb::Dispatch {
        id: dispatch.id.to_string(),
        subscription_id: dispatch.subscription.to_string(),
        kind: dispatch.subject.kind().into(),
        notice_id: notice,
        state: dispatch.fate.state().into(),
        attempts: dispatch.attempts,
        cause: dispatch.cause.clone().unwrap_or_default(),
        provider_id: dispatch.provider_id.clone().unwrap_or_default(),
        create_time: Some(timestamp_to_proto(dispatch.created_at)),
        end_time: dispatch.fate.ended_at().map(timestamp_to_proto),
        text: dispatch.said.clone().unwrap_or_default(),
        needless: dispatch.fate.needless().map_or(0, NeedlessReason::into),
    }
}

/// An attempt at a message.
pub(super) fn present_attempt(attempt: &Attempt) -> pb::DispatchAttempt {
    pb::DispatchAttempt {
        number: attempt.number,
        begin_time: Some(timestamp_to_proto(attempt.begun_at)),
        outcome: attempt.outcome.map_or(0, AttemptOutcome::into),
        cause: attempt.cause.clone().unwrap_or_default(),
    }
}
