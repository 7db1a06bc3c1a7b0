//! Sends again what did not arrive at a subscription, and what it was not told while it was disabled.

use std::{collections::BTreeMap, time::Duration};

use ids::{LetterId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use reference::Directory;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{Told, hears, receiver, who_stands};
use crate::{
    model::Subscription,
    rules::{ladder::Ladder, receivers::About, reminder_plan::Level},
    store::{
        dispatch, letter,
        notice::{self, Key},
        silence, subscription,
    },
};

/// So many messages at once; whoever missed more asks again.
const MOST: usize = 1000;
/// As many notices are looked through; a month of every unit's has fewer.
const LOOKED_THROUGH: i64 = 10_000;

/// Of notices and letters since `since`; what was done meanwhile is left out as each leaves. Gives how many. Refused while it is not active.
pub(crate) async fn recover_subscription(
    tx: &mut PgConnection,
    directory: &Directory,
    unit: &UnitCode,
    id: SubscriptionId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Result<usize, Refusal>, sqlx::Error> {
    let Some(to) = subscription::lock(tx, Some(unit), id).await? else {
        return Ok(Err(Refusal::not_found("subscription", "订阅")));
    };
    if let Err(refusal) = to.must_be_active() {
        return Ok(Err(refusal));
    }
    let known = dispatch::known_since(tx, to.id, since).await?;
    let ladder = who_stands(tx, directory, now).await?;
    let notices = missed_notices(tx, &to, &ladder, &known, since, now).await?;
    let letters = missed_letters(tx, &to, &ladder, &known, since).await?;
    let again = dispatch::retry_since(tx, id, since, limit(MOST)).await?;
    let again = usize::try_from(again).unwrap_or(MOST);
    let room = MOST.saturating_sub(again);
    let letters: Vec<_> = letters.into_iter().take(room).map(|letter| (&to, letter)).collect();
    let room = room.saturating_sub(letters.len());
    let notices: Vec<_> = notices.into_iter().take(room).map(|notice| (&to, notice)).collect();
    dispatch::insert_letters(tx, &letters, now).await?;
    dispatch::insert_notices(tx, &notices, now, Duration::ZERO).await?;
    Ok(Ok(again + letters.len() + notices.len()))
}

/// What was told that it would have heard of, and of which there is no message to it.
async fn missed_notices(
    tx: &mut PgConnection,
    to: &Subscription,
    ladder: &Ladder,
    known: &[Uuid],
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<NoticeId>, sqlx::Error> {
    let (all, office) =
        (Level::ALL.map(|level| level.name().to_owned()), [Level::Overseer.name().to_owned()]);
    let mut told = notice::told_since(tx, Some(&to.unit), &all, since, LOOKED_THROUGH).await?;
    if to.overseer {
        told.extend(notice::told_since(tx, None, &office, since, LOOKED_THROUGH).await?);
    }
    told.retain(|(notice, _)| !known.contains(&notice.0));
    told.sort();
    told.dedup();
    let ids: Vec<Uuid> = told.iter().map(|(notice, _)| notice.0).collect();
    let groups = notice::groups(tx, &ids).await?;
    let mut about: BTreeMap<NoticeId, Vec<&About>> = BTreeMap::new();
    for (notice, group) in &groups {
        about.entry(*notice).or_default().push(&group.about);
    }
    let silenced = silence::in_force(tx, now).await?;
    let hears = |(notice, key): &(NoticeId, Key)| {
        let told = Told { notice: *notice, key, about: about.get(notice).cloned().unwrap_or_default() };
        hears(to, &told, ladder, &silenced).then_some(*notice)
    };
    Ok(told.iter().filter_map(hears).collect())
}

/// The same of letters that are still to be answered.
async fn missed_letters(
    tx: &mut PgConnection,
    to: &Subscription,
    ladder: &Ladder,
    known: &[Uuid],
    since: Timestamp,
) -> Result<Vec<LetterId>, sqlx::Error> {
    if !receiver(to, ladder).receives_letters(&to.unit) {
        return Ok(Vec::new());
    }
    let letters = letter::open_since(tx, &to.unit, since, limit(MOST)).await?;
    Ok(letters.into_iter().map(|letter| letter.id).filter(|id| !known.contains(&id.0)).collect())
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
