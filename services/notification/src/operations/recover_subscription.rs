//! Sends again what did not arrive at a subscription, and what it was not told while it was disabled.

use std::{collections::BTreeMap, time::Duration};

use ids::{AnnouncementId, LetterId, NoticeId, SubscriptionId, Uuid};
use jiff::Timestamp;
use reference::Directory;
use refusal::Refusal;
use shell::{Context, Error};
use sqlx::PgConnection;

use super::{hears, receiver, who_stands};
use crate::{
    model::Subscription,
    rules::{ladder::Ladder, receivers::About, reminder_plan::Level},
    store::{
        announcement, dispatch, letter,
        notice::{self, Key},
        silence, subscription,
    },
};

/// So many messages at once; whoever missed more asks again.
const MOST: usize = 1000;
/// As many notices are looked through; a month of every unit's has fewer.
const LOOKED_THROUGH: i64 = 10_000;

/// Of notices, letters and announcements since `since`, what is still true: a reminder whose duty was done meanwhile, or reminded of
/// again, is not said any more. Gives how many. Refused while it is not active.
pub(crate) async fn recover_subscription(
    context: &mut Context<'_>,
    directory: &Directory,
    id: SubscriptionId,
    since: Timestamp,
) -> Result<usize, Error> {
    let to = subscription::lock(context.tx, Some(&context.caller.unit), id).await?;
    let to = to.ok_or_else(|| Refusal::not_found("subscription", "订阅"))?;
    to.must_be_active()?;
    let ladder = who_stands(context.tx, directory, context.now).await?;
    let notices = notices_still_true(context.tx, &to, &ladder, since, context.now).await?;
    let letters = open_letters(context.tx, &to, &ladder, since).await?;
    let announcements = announcements_still_true(context.tx, &to, &ladder, since).await?;
    let all = notices.iter().map(|id| id.0).chain(letters.iter().map(|id| id.0));
    let all: Vec<Uuid> = all.chain(announcements.iter().map(|id| id.0)).collect();
    let known = dispatch::known(context.tx, to.id, &all).await?;
    let again = dispatch::retry(context.tx, id, &all, limit(MOST)).await?;
    let again = usize::try_from(again).unwrap_or(MOST);
    let room = MOST.saturating_sub(again);
    let new = letters.into_iter().filter(|letter| !known.contains(&letter.0)).take(room);
    let letters: Vec<_> = new.map(|letter| (&to, letter)).collect();
    let room = room.saturating_sub(letters.len());
    let new = announcements.into_iter().filter(|announcement| !known.contains(&announcement.0)).take(room);
    let announcements: Vec<_> = new.map(|announcement| (&to, announcement)).collect();
    let room = room.saturating_sub(announcements.len());
    let new = notices.into_iter().filter(|notice| !known.contains(&notice.0)).take(room);
    let notices: Vec<_> = new.map(|notice| (&to, notice)).collect();
    dispatch::insert_letters(context.tx, &letters, context.now).await?;
    dispatch::insert_announcements(context.tx, &announcements, context.now).await?;
    dispatch::insert_notices(context.tx, &notices, context.now, Duration::ZERO).await?;
    Ok(again + letters.len() + announcements.len() + notices.len())
}

/// What was told that it hears of, and is true now, oldest first.
async fn notices_still_true(
    tx: &mut PgConnection,
    to: &Subscription,
    ladder: &Ladder,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<NoticeId>, sqlx::Error> {
    let all = Level::ALL.map(|level| level.name().to_owned());
    let office = [Level::Overseer.name().to_owned()];
    let mut told = notice::told_since(tx, Some(&to.unit), &all, since, LOOKED_THROUGH).await?;
    if receiver(to, ladder).overseer {
        told.extend(notice::told_since(tx, None, &office, since, LOOKED_THROUGH).await?);
    }
    told.sort();
    told.dedup();
    let ids: Vec<Uuid> = told.iter().map(|(notice, _)| notice.0).collect();
    let groups = notice::groups_still_true(tx, &ids, now).await?;
    let mut about: BTreeMap<NoticeId, Vec<&About>> = BTreeMap::new();
    for (notice, group) in groups.iter().filter(|(_, group)| group.open > 0) {
        about.entry(*notice).or_default().push(&group.about);
    }
    let silenced = silence::in_force(tx, now).await?;
    let hears = |(notice, key): &(NoticeId, Key)| {
        hears(to, key, about.get(notice)?, ladder, &silenced).then_some(*notice)
    };
    Ok(told.iter().filter_map(hears).collect())
}

/// The letters to it that are still to be answered.
async fn open_letters(
    tx: &mut PgConnection,
    to: &Subscription,
    ladder: &Ladder,
    since: Timestamp,
) -> Result<Vec<LetterId>, sqlx::Error> {
    if !receiver(to, ladder).receives_letters(&to.unit) {
        return Ok(Vec::new());
    }
    let letters = letter::open_since(tx, &to.unit, since, limit(MOST)).await?;
    Ok(letters.into_iter().map(|letter| letter.id).collect())
}

/// What the joint meeting announced to it that is still true.
async fn announcements_still_true(
    tx: &mut PgConnection,
    to: &Subscription,
    ladder: &Ladder,
    since: Timestamp,
) -> Result<Vec<AnnouncementId>, sqlx::Error> {
    if !receiver(to, ladder).receives_announcements(&to.unit) {
        return Ok(Vec::new());
    }
    let told = announcement::told_since(tx, &to.unit, since, limit(MOST)).await?;
    let still_true = announcement::still_true(tx, &told).await?;
    let is_true = |id: &AnnouncementId| {
        still_true.iter().any(|(unit, announcement)| *unit == to.unit && announcement.id == *id)
    };
    Ok(told.into_iter().filter(is_true).collect())
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
