//! The receivers whom something may concern: active subscriptions of its units, of the office (督办), and officials' own.

use std::collections::{BTreeMap, BTreeSet};

use ids::UnitCode;
use jiff::Timestamp;
use proto::words::notification::UnsentReason;
use reference::Directory;
use sqlx::PgConnection;

use super::Situation;
use crate::{
    model::Subscription,
    rules::receivers::{About, Receiver, closest},
    store::{notice::Key, subscription},
};

/// The receivers of a moment.
pub(crate) struct Audience {
    pub(super) subscriptions: Vec<Subscription>,
    pub(super) situation: Situation,
}

impl Audience {
    /// Whoever may hear of these units at `now`.
    pub(crate) async fn of(
        tx: &mut PgConnection,
        units: impl Iterator<Item = &UnitCode>,
        directory: &Directory,
        now: Timestamp,
    ) -> Result<Self, sqlx::Error> {
        let units: BTreeSet<&UnitCode> = units.collect();
        let units: Vec<String> = units.into_iter().map(ToString::to_string).collect();
        let subscriptions = subscription::active(tx, &units).await?;
        Ok(Self { subscriptions, situation: Situation::at(tx, directory, now).await? })
    }

    /// The duties among these that no receiver hears of on a rung, each with the reason.
    pub(super) fn why_unsent<'a>(
        &self,
        Key { unit, level, .. }: &Key,
        told: &BTreeSet<&'a About>,
    ) -> BTreeMap<&'a About, UnsentReason> {
        let silenced = self.situation.is_silenced(unit);
        let receivers: Vec<Receiver<'_>> =
            self.subscriptions.iter().map(|to| self.situation.receiver(to)).collect();
        let reason = |about: &About| {
            let reasons = receivers.iter().map(|receiver| receiver.why_unsent(unit, *level, about, silenced));
            reasons.collect::<Option<Vec<_>>>().map(closest)
        };
        told.iter().filter_map(|about| reason(about).map(|reason| (*about, reason))).collect()
    }
}
