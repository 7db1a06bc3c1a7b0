//! A way to one receiver, unverified until it repeats the code that it is sent.

use std::str::FromStr;

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1::{CreateSubscriptionRequest, CreateSubscriptionResponse};
use refusal::Refusal;
use seal::free_text::People;
use shell::{Act, Context, Done, Error, Role, parse_words};

use super::{code::fresh_code, present::present_subscription};
use crate::{
    App,
    model::{Subscription, SubscriptionState},
    operations,
    rpc::codes::{parse_items, parse_kinds, parse_units},
    rules::receivers::Filter,
    sending::canonical_address,
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
            filter: parse_filter(app, self)?,
            overseer: context.caller.has(Role::Overseer),
            state: SubscriptionState::Unverified { code: fresh_code()?, tries: 0, made_at: context.now },
            failing_since: None,
            created_at: context.now,
        };
        // Two that are made at once are counted one after the other.
        store::subscription::take_turns(context.tx, &unit).await?;
        operations::must_have_room(context).await?;
        let address = app.index.hash(&canonical_address(&target));
        operations::subscribe(context.tx, &app.keys, &new, &target.encode_to_vec(), &address).await?;
        let subscription = Some(present_subscription(&new));
        Ok(Done::with(new.id, CreateSubscriptionResponse { subscription }))
    }
}

/// What people call it. Messages to others tell it, so nothing in it may be a link or a format.
fn parse_name(name: &str) -> Result<String, Refusal> {
    let name = People::default().masked(name.trim());
    let is_plain = |letter: char| letter.is_alphanumeric() || " -_·（）()、*".contains(letter);
    if name.is_empty() || name.chars().count() > LONGEST || !name.chars().all(is_plain) {
        let (en, zh) = ("1 to 50 letters, digits, spaces, - and _", "须为1至50个文字、数字、空格、-或_");
        return Err(Refusal::field("name", "format", en, zh));
    }
    Ok(name)
}

fn parse_filter(app: &App, request: CreateSubscriptionRequest) -> Result<Filter, Refusal> {
    Ok(Filter {
        levels: sorted(parse_words("levels", &request.levels)?),
        kinds: parse_kinds("kinds", request.kinds, &app.kinds)?,
        items: parsed(&parse_items("item_codes", request.item_codes)?),
        lamps: sorted(parse_words("lamps", &request.lamps)?),
        units: parsed(&parse_units("units", request.units)?),
    })
}

fn sorted<W: Ord>(mut words: Vec<W>) -> Vec<W> {
    words.sort_unstable();
    words
}

/// Codes whose form was checked.
fn parsed<Code: FromStr>(codes: &[String]) -> Vec<Code> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}
