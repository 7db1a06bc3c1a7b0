//! CreateSubscription.

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1::{CreateSubscriptionRequest, CreateSubscriptionResponse};
use refusal::{Refusal, Violation, is_hidden};
use shell::{Attempt, Caller, Error, Role, Write};

use super::{code::fresh_code, present_notice, present_subscription};
use crate::{
    App,
    model::{Subscription, SubscriptionState},
    operations,
    policy::paths,
    rules::reminder_plan::Level,
    store,
};

/// Longest name, in characters.
const LONGEST: usize = 50;
/// More than a unit has receivers.
const MOST: usize = 100;

/// A way to one receiver, unverified until it repeats the code that it is sent.
pub(super) async fn create_subscription(
    app: App,
    caller: Caller,
    request: CreateSubscriptionRequest,
) -> Result<CreateSubscriptionResponse, Error> {
    let body = request.encode_to_vec();
    let CreateSubscriptionRequest { request_id, validate_only, name, target, levels, kinds } = request;
    let target = target.unwrap_or_default();
    let (channel, shown) = app.post.check(&caller.unit, &target)?;
    let new = Subscription {
        id: SubscriptionId::generate(),
        unit: caller.unit.clone(),
        official: caller.acting_official()?,
        channel,
        shown,
        name: parse_name(name)?,
        levels: parse_levels(&levels)?,
        kinds: parse_kinds(&app, kinds)?,
        overseer: caller.has(Role::Overseer),
        state: SubscriptionState::Unverified { code: fresh_code()?, tries: 0 },
        failing_since: None,
        created_at: app.doors.clock.now(),
    };
    let attempt =
        Attempt { rpc: paths::CREATE_SUBSCRIPTION, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let all = store::subscription::list(write.tx(), &caller.unit).await?;
    let live = all.iter().filter(|one| !matches!(one.state, SubscriptionState::Disabled(_))).count();
    if live >= MOST {
        let (en, zh) = ("a unit has at most 100 subscriptions", "一个单位最多100个订阅");
        return Err(Refusal::precondition("SUBSCRIPTION_STATE", en, zh).into());
    }
    operations::subscribe(write.tx(), &app.keys, &new, &target.encode_to_vec()).await?;
    let answer = CreateSubscriptionResponse { subscription: Some(present_subscription::subscription(&new)) };
    write.commit(&[new.id.to_string()], answer).await
}

fn parse_name(name: String) -> Result<String, Refusal> {
    let length = name.trim().chars().count();
    if length == 0 || length > LONGEST || name.chars().any(is_hidden) {
        return Err(Refusal::field("name", "length", "1 to 50 visible characters", "须为1至50个可见字符"));
    }
    Ok(name)
}

fn parse_levels(levels: &[i32]) -> Result<Vec<Level>, Refusal> {
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let names = present_notice::levels(levels)?;
    Ok(names.iter().filter_map(|name| Level::named(name)).collect())
}

fn parse_kinds(app: &App, kinds: Vec<String>) -> Result<Vec<String>, Refusal> {
    for (at, kind) in kinds.iter().enumerate() {
        if app.kinds.newest(kind).is_none() {
            let violation = Violation::new(format!("kinds[{at}]"), "unknown", "no such kind", "没有这一种类");
            return Err(Refusal::invalid(vec![violation]));
        }
    }
    Ok(kinds)
}
