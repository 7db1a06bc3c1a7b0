//! A way to one receiver, unverified until it repeats the code that it is sent.

use std::{collections::BTreeSet, str::FromStr};

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1::{self as pb, CreateSubscriptionRequest, CreateSubscriptionResponse};
use refusal::Refusal;
use seal::free_text::People;
use shell::{Act, Context, Done, Error, Role, parse_codes};

use super::{code::fresh_code, filter, present_notice, present_subscription};
use crate::{
    App,
    model::{Subscription, SubscriptionState},
    operations,
    rules::{lamp::Lamp, receivers::Wanted, reminder_plan::Level},
    sending::known_again,
    store,
};

/// Longest name, in characters.
const LONGEST: usize = 50;

impl Act<App> for CreateSubscriptionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let target = self.target.clone().unwrap_or_default();
        let official = context.official()?;
        let unit = context.caller.unit.clone();
        let (channel, shown) = app.post.check(&unit, &target)?;
        let new = Subscription {
            id: SubscriptionId::generate(),
            unit: unit.clone(),
            receiver: self.personal.then(|| official.clone()),
            official,
            channel,
            shown,
            name: parse_name(&self.name)?,
            wanted: parse_wanted(app, self)?,
            overseer: context.caller.has(Role::Overseer),
            state: SubscriptionState::Unverified { code: fresh_code()?, tries: 0, made_at: context.now },
            failing_since: None,
            created_at: context.now,
        };
        // Two that are made at once are counted one after the other.
        store::subscription::take_turns(context.tx, &unit).await?;
        operations::must_have_room(context).await?;
        let address = app.index.hash(&known_again(&target));
        operations::subscribe(context.tx, &app.keys, &new, &target.encode_to_vec(), &address).await?;
        let subscription = Some(present_subscription::subscription(&new));
        Ok(Done::with(new.id, CreateSubscriptionResponse { subscription }))
    }
}

/// What people call it. It is told to others, in messages of theirs: nothing in it may be a link or a format.
fn parse_name(name: &str) -> Result<String, Refusal> {
    let name = People::default().masked(name.trim());
    let is_plain = |letter: char| letter.is_alphanumeric() || " -_·（）()、*".contains(letter);
    if name.is_empty() || name.chars().count() > LONGEST || !name.chars().all(is_plain) {
        let (en, zh) = ("1 to 50 letters, digits, spaces, - and _", "须为1至50个文字、数字、空格、-或_");
        return Err(Refusal::field("name", "format", en, zh));
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
    let levels: BTreeSet<Level> = names.iter().filter_map(|name| Level::named(name)).collect();
    Ok(levels.into_iter().collect())
}

fn parse_lamps(lamps: &[i32]) -> Result<Vec<Lamp>, Refusal> {
    let mut chosen = BTreeSet::new();
    for (at, lamp) in lamps.iter().enumerate() {
        chosen.insert(match pb::Lamp::try_from(*lamp) {
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
    Ok(chosen.into_iter().collect())
}

fn codes<Code: FromStr>(field: &str, texts: Vec<String>, what: (&str, &str)) -> Result<Vec<Code>, Refusal> {
    let texts = parse_codes::<Code>(field, texts, what)?;
    Ok(texts.iter().filter_map(|text| text.parse().ok()).collect())
}
