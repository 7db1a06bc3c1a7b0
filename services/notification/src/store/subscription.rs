//! `notification.subscription`: where notices go besides the inbox. Every writer takes these rows before their messages.

use std::str::FromStr;

use database::{inconsistent, one};
use ids::{SubscriptionId, UnitCode};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::notification::{Channel, DisabledReason, Lamp, Level};
use sqlx::PgConnection;

use crate::{
    model::{Subscription, SubscriptionState},
    rules::receivers::Filter,
};

struct Row {
    id: ids::Uuid,
    unit: String,
    official: String,
    receiver: Option<String>,
    channel: String,
    name: String,
    shown: String,
    levels: Vec<String>,
    kinds: Vec<String>,
    items: Vec<String>,
    lamps: Vec<String>,
    units: Vec<String>,
    overseer: bool,
    state: String,
    reason: Option<String>,
    code: Option<String>,
    code_at: Option<SqlTimestamp>,
    tries: i32,
    failing_since: Option<SqlTimestamp>,
    created_at: SqlTimestamp,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, unit, official, receiver, channel, name, shown, levels, kinds, items, lamps, units, overseer, state,
                    reason, code, code_at, tries, failing_since, created_at
             from notification.subscription " + $rest
            $(, $argument)*
        )
    };
}

/// Adds a subscription with its sealed target and the keyed hash of its address.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    subscription: &Subscription,
    target: &[u8],
    address: &[u8],
) -> Result<(), sqlx::Error> {
    let state = StateColumns::of(subscription);
    let Filter { levels, kinds, items, lamps, units } = &subscription.filter;
    let levels: Vec<String> = levels.iter().map(|level| level.name().to_owned()).collect();
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    let lamps: Vec<String> = lamps.iter().map(|lamp| lamp.name().to_owned()).collect();
    let units: Vec<String> = units.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into notification.subscription (id, unit, official, receiver, channel, name, target, shown, levels, kinds,
                                                items, lamps, units, overseer, state, reason, code, tries, created_at, code_at, address)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                 $21)",
        subscription.id.0,
        subscription.unit.as_str(),
        subscription.official.as_str(),
        subscription.receiver.as_ref().map(ids::OfficialId::as_str),
        subscription.channel.name(),
        subscription.name,
        target,
        subscription.shown,
        &levels,
        kinds,
        &items,
        &lamps,
        &units,
        subscription.overseer,
        state.state,
        state.reason,
        state.code,
        state.tries,
        SqlTimestamp::from(subscription.created_at) as SqlTimestamp,
        state.code_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        address,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A subscription, locked; of this unit only where one is named.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    id: SubscriptionId,
) -> Result<Option<Subscription>, sqlx::Error> {
    let row = select!(
        "where id = $1 and ($2::text is null or unit = $2) for no key update",
        id.0,
        unit.map(UnitCode::as_str),
    );
    row.fetch_optional(tx).await?.map(Subscription::try_from).transpose()
}

/// The sealed target of a subscription.
pub(crate) async fn target(tx: &mut PgConnection, id: SubscriptionId) -> Result<Vec<u8>, sqlx::Error> {
    sqlx::query_scalar!("select target from notification.subscription where id = $1", id.0)
        .fetch_one(tx)
        .await
}

/// Replaces the sealed target; the older one stays until an instant.
pub(crate) async fn replace_target(
    tx: &mut PgConnection,
    id: SubscriptionId,
    target: &[u8],
    older: &[u8],
    until: Timestamp,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update notification.subscription set target = $2, older_target = $3, older_until = $4 where id = $1",
        id.0,
        target,
        older,
        SqlTimestamp::from(until) as SqlTimestamp,
    );
    one(done.execute(tx).await?)
}

/// Lets one transaction at a time make subscriptions of the unit.
pub(crate) async fn take_turns(tx: &mut PgConnection, unit: &UnitCode) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtext('notification.subscription'), hashtext($1))",
        unit.as_str()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// How many subscriptions of the unit are not disabled.
pub(crate) async fn count_enabled(tx: &mut PgConnection, unit: &UnitCode) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from notification.subscription where unit = $1 and state <> 'disabled'"#,
        unit.as_str()
    )
    .fetch_one(tx)
    .await
}

/// The unit's subscriptions, oldest first, from after this one.
pub(crate) async fn list(
    tx: &mut PgConnection,
    unit: &UnitCode,
    after: Option<(Timestamp, ids::Uuid)>,
    limit: i64,
) -> Result<Vec<Subscription>, sqlx::Error> {
    let rows = select!(
        "where unit = $1 and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid))
         order by created_at, id limit $4",
        unit.as_str(),
        after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        after.map(|(_, id)| id),
        limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Subscription::try_from).collect()
}

/// Active subscriptions of these units, of the office, and of officials, who may stand in for the office.
pub(crate) async fn active(
    tx: &mut PgConnection,
    units: &[String],
) -> Result<Vec<Subscription>, sqlx::Error> {
    let rows = select!(
        "where (unit = any($1) or overseer or receiver is not null) and state = 'active' order by id",
        units
    );
    rows.fetch_all(tx).await?.into_iter().map(Subscription::try_from).collect()
}

/// Subscriptions of these ids.
pub(crate) async fn find_all(
    tx: &mut PgConnection,
    ids: &[SubscriptionId],
) -> Result<Vec<Subscription>, sqlx::Error> {
    let ids: Vec<ids::Uuid> = ids.iter().map(|id| id.0).collect();
    select!("where id = any($1)", &ids).fetch_all(tx).await?.into_iter().map(Subscription::try_from).collect()
}

/// Subscriptions of these ids, locked in the order of their ids, so that two writers never wait for each other.
pub(crate) async fn lock_all(
    tx: &mut PgConnection,
    ids: &[SubscriptionId],
) -> Result<Vec<Subscription>, sqlx::Error> {
    let ids: Vec<ids::Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where id = any($1) order by id for no key update", &ids);
    rows.fetch_all(tx).await?.into_iter().map(Subscription::try_from).collect()
}

/// Keeps the state of a subscription that is locked.
pub(crate) async fn save_state(
    tx: &mut PgConnection,
    subscription: &Subscription,
) -> Result<(), sqlx::Error> {
    let state = StateColumns::of(subscription);
    let done = sqlx::query!(
        "update notification.subscription
         set state = $2, reason = $3, code = $4, tries = $5, failing_since = $6, code_at = $7
         where id = $1",
        subscription.id.0,
        state.state,
        state.reason,
        state.code,
        state.tries,
        subscription.failing_since.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        state.code_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
    );
    one(done.execute(tx).await?)
}

fn all<Code: FromStr>(codes: &[String]) -> Option<Vec<Code>> {
    codes.iter().map(|code| code.parse().ok()).collect()
}

/// The columns that hold a state.
struct StateColumns<'a> {
    state: &'static str,
    reason: Option<&'static str>,
    code: Option<&'a str>,
    tries: i32,
    code_at: Option<Timestamp>,
}

impl<'a> StateColumns<'a> {
    fn of(subscription: &'a Subscription) -> Self {
        let state = subscription.state().name();
        let reason = subscription.disabled().map(DisabledReason::name);
        let bare = Self { state, reason, code: None, tries: 0, code_at: None };
        match &subscription.state {
            SubscriptionState::Unverified { code, tries, made_at } => {
                Self { code: Some(code), tries: *tries, code_at: Some(*made_at), ..bare }
            }
            SubscriptionState::Active | SubscriptionState::Disabled(_) => bare,
        }
    }
}

impl TryFrom<Row> for Subscription {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.subscription.{column}"), row.id);
        let code = row.code.zip(row.code_at.map(SqlTimestamp::to_jiff));
        let state = match (row.state.as_str(), code, row.reason.as_deref().and_then(DisabledReason::named)) {
            ("unverified", Some((code, made_at)), None) => {
                SubscriptionState::Unverified { code, tries: row.tries, made_at }
            }
            ("active", None, None) => SubscriptionState::Active,
            ("disabled", None, Some(reason)) => SubscriptionState::Disabled(reason),
            _ => return Err(bad("state")),
        };
        let levels: Option<Vec<Level>> = row.levels.iter().map(|level| Level::named(level)).collect();
        let lamps: Option<Vec<Lamp>> = row.lamps.iter().map(|lamp| Lamp::named(lamp)).collect();
        let receiver = row.receiver.as_deref().map(|official| official.parse().map_err(|_| bad("receiver")));
        let filter = Filter {
            levels: levels.ok_or_else(|| bad("levels"))?,
            kinds: row.kinds,
            items: all(&row.items).ok_or_else(|| bad("items"))?,
            lamps: lamps.ok_or_else(|| bad("lamps"))?,
            units: all(&row.units).ok_or_else(|| bad("units"))?,
        };
        Ok(Self {
            id: SubscriptionId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            official: row.official.parse().map_err(|_| bad("official"))?,
            channel: Channel::named(&row.channel).ok_or_else(|| bad("channel"))?,
            name: row.name,
            shown: row.shown,
            receiver: receiver.transpose()?,
            filter,
            overseer: row.overseer,
            state,
            failing_since: row.failing_since.map(SqlTimestamp::to_jiff),
            created_at: row.created_at.to_jiff(),
        })
    }
}
