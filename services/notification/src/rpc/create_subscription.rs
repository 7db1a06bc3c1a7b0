//! CreateSubscription.

use std::str::FromStr;

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1::{
    self as pb, CreateSubscriptionRequest, CreateSubscriptionResponse, Target, target::To,
};
use refusal::{Refusal, is_hidden};
use shell::{Attempt, Caller, Error, Role, Write};

use super::{code::fresh_code, filter, present_notice, present_subscription};
use crate::{
    App,
    model::{Subscription, SubscriptionState},
    operations,
    policy::paths,
    rules::{lamp::Lamp, receivers::Wanted, reminder_plan::Level},
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
    let (request_id, validate_only) = (request.request_id.clone(), request.validate_only);
    let target = request.target.clone().unwrap_or_default();
    let official = caller.acting_official()?;
    let (channel, shown) = app.post.check(&caller.unit, &target)?;
    let now = app.doors.clock.now();
    let new = Subscription {
        id: SubscriptionId::generate(),
        unit: caller.unit.clone(),
        receiver: request.personal.then(|| official.clone()),
        official,
        channel,
        shown,
        name: parse_name(request.name.clone())?,
        wanted: parse_wanted(&app, request)?,
        overseer: caller.has(Role::Overseer),
        state: SubscriptionState::Unverified { code: fresh_code()?, tries: 0, made_at: now },
        failing_since: None,
        created_at: now,
    };
    let attempt =
        Attempt { rpc: paths::CREATE_SUBSCRIPTION, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    // Two that are made at once are counted one after the other.
    store::subscription::take_turns(write.tx(), &caller.unit).await?;
    let all = store::subscription::list(write.tx(), &caller.unit).await?;
    let live = all.iter().filter(|one| !matches!(one.state, SubscriptionState::Disabled(_))).count();
    if live >= MOST {
        let (en, zh) = ("a unit has at most 100 subscriptions", "一个单位最多100个订阅");
        return Err(Refusal::precondition("SUBSCRIPTION_STATE", en, zh).into());
    }
    let address = app.index.hash(&address_of(&target));
    operations::subscribe(write.tx(), &app.keys, &new, (&target.encode_to_vec(), &address)).await?;
    let answer = CreateSubscriptionResponse { subscription: Some(present_subscription::subscription(&new)) };
    write.commit(&[new.id.to_string()], answer).await
}

/// By which a receiver is known again, whoever subscribes for it.
fn address_of(target: &Target) -> String {
    match &target.to {
        Some(To::Webhook(webhook)) => format!("webhook {}", webhook.url),
        Some(To::Email(email)) => format!("email {}", email.address),
        Some(To::Sms(sms)) => format!("sms {}", sms.phone),
        Some(To::Robot(robot)) => format!("robot {} {}", robot.channel, robot.token),
        None => String::new(),
    }
}

fn parse_name(name: String) -> Result<String, Refusal> {
    let length = name.trim().chars().count();
    if length == 0 || length > LONGEST || name.chars().any(is_hidden) {
        return Err(Refusal::field("name", "length", "1 to 50 visible characters", "须为1至50个可见字符"));
    }
    Ok(name)
}

fn parse_wanted(app: &App, request: CreateSubscriptionRequest) -> Result<Wanted, Refusal> {
    Ok(Wanted {
        levels: parse_levels(&request.levels)?,
        kinds: filter::parse_kinds("kinds", request.kinds, &app.kinds)?,
        items: codes("item_codes", request.item_codes, ("not an item code", "不是有效的事项编码"))?,
        lamps: parse_lamps(&request.lamps)?,
        units: codes("units", request.units, ("not a unit code", "不是有效的单位代码"))?,
    })
}

fn parse_levels(levels: &[i32]) -> Result<Vec<Level>, Refusal> {
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let names = present_notice::levels(levels)?;
    Ok(names.iter().filter_map(|name| Level::named(name)).collect())
}

fn parse_lamps(lamps: &[i32]) -> Result<Vec<Lamp>, Refusal> {
    let mut chosen = Vec::with_capacity(lamps.len());
    for (at, lamp) in lamps.iter().enumerate() {
        chosen.push(match pb::Lamp::try_from(*lamp) {
            Ok(pb::Lamp::Green) => Lamp::Green,
            Ok(pb::Lamp::Yellow) => Lamp::Yellow,
            Ok(pb::Lamp::Red) => Lamp::Red,
            Ok(pb::Lamp::DeepRed) => Lamp::DeepRed,
            Ok(pb::Lamp::Unspecified) | Err(_) => {
                let field = format!("lamps[{at}]");
                return Err(Refusal::field(field, "unknown", "no such lamp", "没有这种灯"));
            }
        });
    }
    Ok(chosen)
}

fn codes<Code: FromStr>(field: &str, texts: Vec<String>, what: (&str, &str)) -> Result<Vec<Code>, Refusal> {
    let texts = filter::parse_codes::<Code>(field, texts, what)?;
    Ok(texts.iter().filter_map(|text| text.parse().ok()).collect())
}
