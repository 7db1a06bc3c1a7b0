//! Who hears of what depends on the moment: on roles, deputies (代理) and silences (静默).

use ids::UnitCode;
use jiff::Timestamp;
use proto::words::notification::Level;
use reference::Directory;
use sqlx::PgConnection;

use super::who_stands;
use crate::{
    model::Subscription,
    rules::{
        ladder::Ladder,
        receivers::{About, Receiver},
    },
    store::{notice::Key, silence},
};

/// Who stands on which rung at an instant, and which units are silenced then.
pub(crate) struct Situation {
    pub(crate) ladder: Ladder,
    silenced: Vec<UnitCode>,
}

impl Situation {
    /// The situation at `now`.
    pub(crate) async fn at(
        tx: &mut PgConnection,
        directory: &Directory,
        now: Timestamp,
    ) -> Result<Self, sqlx::Error> {
        let ladder = who_stands(tx, directory, now).await?;
        Ok(Self { ladder, silenced: silence::in_force(tx, now).await? })
    }

    /// Whether a unit is silenced.
    pub(crate) fn is_silenced(&self, unit: &UnitCode) -> bool {
        self.silenced.contains(unit)
    }

    /// Whether a subscription is to hear of a notice that tells of these.
    pub(crate) fn hears(&self, to: &Subscription, Key { unit, level, .. }: &Key, told: &[&About]) -> bool {
        self.receiver(to).rung(unit, self.is_silenced(unit)) == Some(*level)
            && told.iter().any(|about| to.filter.includes(about))
    }

    /// A subscription as the rule sees it.
    pub(crate) fn receiver<'a>(&self, to: &'a Subscription) -> Receiver<'a> {
        receiver(to, &self.ladder)
    }
}

/// A subscription as the rule sees it, by who stands where.
pub(super) fn receiver<'a>(to: &'a Subscription, ladder: &Ladder) -> Receiver<'a> {
    let stands_on = to.receiver.as_ref().map(|official| ladder.rungs_of(official));
    // Whose the office is may have changed since the subscription was made.
    let overseer = match &stands_on {
        Some(rungs) => rungs.contains(&Level::Overseer),
        None => to.overseer && ladder.has(&to.unit, Level::Overseer),
    };
    Receiver { unit: &to.unit, overseer, stands_on, filter: &to.filter }
}
