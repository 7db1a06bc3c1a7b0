//! Makes a message for each receiver of what was told.

use std::{collections::BTreeSet, time::Duration};

use ids::{AnnouncementId, LetterId, NoticeId, UnitCode};
use jiff::Timestamp;
use reference::Directory;
use sqlx::PgConnection;

use super::who_stands;
use crate::{
    model::{Announcement, Letter, Subscription},
    rules::{
        ladder::Ladder,
        receivers::{About, Receiver},
        reminder_plan::Level,
    },
    store::{dispatch, notice::Key, silence, subscription},
};

/// How long duties join a notice, which may be written in several batches.
pub(super) const MOMENT: Duration = Duration::from_secs(2);
/// How long a message waits for the whole of its notice: longer, so that whoever joined in time has committed.
const WAIT: Duration = Duration::from_secs(3);

/// A notice, and what it says of duties.
pub(crate) struct Told<'a> {
    pub(crate) notice: NoticeId,
    pub(crate) key: &'a Key,
    pub(crate) about: Vec<&'a About>,
}

/// One message for each notice and each active subscription that is to hear of it.
pub(crate) async fn fan_out(
    tx: &mut PgConnection,
    told: &[Told<'_>],
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    if told.is_empty() {
        return Ok(());
    }
    let receivers = subscription::active(tx, &units(told.iter().map(|told| &told.key.unit))).await?;
    let (ladder, silenced) = (who_stands(tx, directory, now).await?, silence::in_force(tx, now).await?);
    let mut pairs = Vec::new();
    for told in told {
        let hears = |to: &&Subscription| hears(to, told.key, &told.about, &ladder, &silenced);
        pairs.extend(receivers.iter().filter(hears).map(|to| (to, told.notice)));
    }
    dispatch::insert_notices(tx, &pairs, now, WAIT).await
}

/// One message for each letter and each active subscription of its unit's liaison or leader, while it is to be answered.
pub(crate) async fn fan_out_letters(
    tx: &mut PgConnection,
    letters: &[Letter],
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let receivers = subscription::active(tx, &units(letters.iter().map(|letter| &letter.unit))).await?;
    let ladder = who_stands(tx, directory, now).await?;
    let mut pairs: Vec<(&Subscription, LetterId)> = Vec::new();
    for letter in letters.iter().filter(|letter| letter.replied_at.is_none() && letter.closed.is_none()) {
        let hears = |to: &&Subscription| receiver(to, &ladder).receives_letters(&letter.unit);
        pairs.extend(receivers.iter().filter(hears).map(|to| (to, letter.id)));
    }
    dispatch::insert_letters(tx, &pairs, now).await
}

/// One message for each announcement and each active subscription of the liaison or leader of a unit that it names.
pub(crate) async fn fan_out_announcements(
    tx: &mut PgConnection,
    announcements: &[Announcement],
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    if announcements.is_empty() {
        return Ok(());
    }
    let receivers = subscription::active(tx, &units(announcements.iter().flat_map(|one| &one.units))).await?;
    let ladder = who_stands(tx, directory, now).await?;
    let mut pairs: Vec<(&Subscription, AnnouncementId)> = Vec::new();
    for announcement in announcements {
        let hears = |to: &&Subscription| {
            let receiver = receiver(to, &ladder);
            announcement.units.iter().any(|unit| receiver.receives_announcements(unit))
        };
        pairs.extend(receivers.iter().filter(hears).map(|to| (to, announcement.id)));
    }
    dispatch::insert_announcements(tx, &pairs, now).await
}

/// Whether a subscription is to hear of a notice that tells of these.
pub(crate) fn hears(
    to: &Subscription,
    Key { unit, level, .. }: &Key,
    told: &[&About],
    ladder: &Ladder,
    silenced: &[UnitCode],
) -> bool {
    receiver(to, ladder).rung(unit, silenced.contains(unit)) == Some(*level)
        && told.iter().any(|about| to.wanted.includes(about))
}

/// A subscription as the rule sees it.
pub(crate) fn receiver<'a>(to: &'a Subscription, ladder: &Ladder) -> Receiver<'a> {
    let stands_on = to.receiver.as_ref().map(|official| ladder.rungs_of(official));
    // Whose the office is may have changed since the subscription was made.
    let overseer = match &stands_on {
        Some(rungs) => rungs.contains(&Level::Overseer),
        None => to.overseer && ladder.has(&to.unit, Level::Overseer),
    };
    Receiver { unit: &to.unit, overseer, stands_on, wanted: &to.wanted }
}

fn units<'a>(units: impl Iterator<Item = &'a UnitCode>) -> Vec<String> {
    let units: BTreeSet<&UnitCode> = units.collect();
    units.into_iter().map(ToString::to_string).collect()
}
