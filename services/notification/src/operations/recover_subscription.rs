//! Sends again what did not arrive at a subscription, and what it was not told while it was disabled, as far as it is still true.

use std::collections::BTreeMap;

use ids::{NoticeId, SubscriptionId, Uuid};
use jiff::Timestamp;
use proto::words::notification::Level;
use reference::Directory;
use refusal::Refusal;
use shell::{Context, Error};
use sqlx::PgConnection;

use super::Situation;
use crate::{
    model::{GroupNow, Subject, Subscription},
    rules::receivers::About,
    store::{
        announcement,
        dispatch::{self, NewDispatch},
        letter,
        notice::{self, Key},
        subscription,
    },
};

/// So many messages at once; whoever missed more asks again.
const MOST: usize = 1000;
/// As many notices are looked through; a month of every unit's has fewer.
const LOOKED_THROUGH: i64 = 10_000;

/// Of notices, letters and announcements since `since`, what is still true: a reminder whose duty was done meanwhile, or reminded of
/// again, is not said any more. Returns how many. Refused while it is not active.
pub(crate) async fn recover_subscription(
    context: &mut Context<'_>,
    directory: &Directory,
    id: SubscriptionId,
    since: Timestamp,
) -> Result<usize, Error> {
    let to = subscription::lock(context.tx, Some(&context.caller.unit), id).await?;
    let to = to.ok_or_else(|| Refusal::not_found("subscription", "订阅"))?;
    to.must_be_active()?;
    let situation = Situation::at(context.tx, directory, context.now).await?;
    let mut subjects = open_letters(context.tx, &to, &situation, since).await?;
    subjects.extend(announcements_still_true(context.tx, &to, &situation, since).await?);
    subjects.extend(notices_still_true(context.tx, &to, &situation, since, context.now).await?);
    let ids: Vec<Uuid> = subjects.iter().filter_map(|subject| subject.id()).collect();
    let known = dispatch::known(context.tx, to.id, &ids).await?;
    let again = dispatch::retry(context.tx, id, &ids, limit(MOST)).await?;
    let again = usize::try_from(again).unwrap_or(MOST);
    let is_new = |subject: &Subject| subject.id().is_some_and(|id| !known.contains(&id));
    let new = subjects.into_iter().filter(is_new).take(MOST.saturating_sub(again));
    let new: Vec<NewDispatch<'_>> = new.map(|subject| NewDispatch::new(&to, subject)).collect();
    dispatch::insert_all(context.tx, &new, context.now).await?;
    Ok(again + new.len())
}

/// What was told that it hears of, and is true now, oldest first.
async fn notices_still_true(
    tx: &mut PgConnection,
    to: &Subscription,
    situation: &Situation,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Subject>, sqlx::Error> {
    let mut told = notice::told_since(tx, Some(&to.unit), &Level::ALL, since, LOOKED_THROUGH).await?;
    if situation.receiver(to).overseer {
        told.extend(notice::told_since(tx, None, &[Level::Overseer], since, LOOKED_THROUGH).await?);
    }
    told.sort();
    told.dedup();
    let ids: Vec<Uuid> = told.iter().map(|(notice, _)| notice.0).collect();
    let groups = notice::groups_now(tx, &ids, now).await?;
    let mut about: BTreeMap<NoticeId, Vec<&About>> = BTreeMap::new();
    for GroupNow { notice, about: of_it, .. } in groups.iter().filter(|group| group.still_true > 0) {
        about.entry(*notice).or_default().push(of_it);
    }
    let hears = |(notice, key): &(NoticeId, Key)| {
        situation.hears(to, key, about.get(notice)?).then_some(Subject::Notice(*notice))
    };
    Ok(told.iter().filter_map(hears).collect())
}

/// The letters to it that are still to be answered.
async fn open_letters(
    tx: &mut PgConnection,
    to: &Subscription,
    situation: &Situation,
    since: Timestamp,
) -> Result<Vec<Subject>, sqlx::Error> {
    if !situation.receiver(to).receives_letters(&to.unit) {
        return Ok(Vec::new());
    }
    let letters = letter::open_since(tx, &to.unit, since, limit(MOST)).await?;
    Ok(letters.into_iter().map(|letter| Subject::Letter(letter.id)).collect())
}

/// What the joint meeting announced to it that is still true.
async fn announcements_still_true(
    tx: &mut PgConnection,
    to: &Subscription,
    situation: &Situation,
    since: Timestamp,
) -> Result<Vec<Subject>, sqlx::Error> {
    if !situation.receiver(to).receives_announcements(&to.unit) {
        return Ok(Vec::new());
    }
    let told = announcement::told_since(tx, &to.unit, since, limit(MOST)).await?;
    let still_true = announcement::still_true(tx, &told).await?;
    let is_true = |id| still_true.iter().any(|(unit, one)| *unit == to.unit && one.id == id);
    Ok(told.into_iter().filter(|id| is_true(*id)).map(Subject::Announcement).collect())
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
