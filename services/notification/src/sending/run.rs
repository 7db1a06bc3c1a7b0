//! Sends what is due until the service ends.

use std::{collections::HashMap, time::Duration};

use channels::Outcome;
use ids::Uuid;
use prost::Message;
use proto::notification::v1::Target;
use tokio::{
    task::{Id, JoinError, JoinSet},
    time::{Instant, MissedTickBehavior, interval, timeout},
};
use tokio_util::sync::CancellationToken;

use super::prepare::{LEASE, Prepared, prepare};
use crate::{
    App,
    operations::{self, Attempted, Tried},
};

/// How long an attempt may take: whatever its channel waits for, it ends before the lease does.
const LONGEST: Duration = Duration::from_secs(50);
/// How often it is asked what is due, while nothing is.
const PERIOD: Duration = Duration::from_millis(500);
/// How long messages under way are waited for when the service ends.
const GRACE: Duration = Duration::from_secs(5);
/// At most so many subscriptions at once: a slow receiver holds one of them.
const AT_ONCE: usize = 64;

/// Claims messages, tries them side by side, and notes together what became of those that are back. What is cut off by the end of
/// the process is tried again when its lease ends, under the same id.
pub(crate) async fn run(app: App, shutdown: CancellationToken) {
    let mut in_flight = InFlight::default();
    let mut unsettled: Vec<Unsettled> = Vec::new();
    let mut pace = interval(PERIOD);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let mut back = Vec::new();
        tokio::select! {
            () = shutdown.cancelled() => return in_flight.end(&app, unsettled).await,
            _ = pace.tick() => {}
            Some(one) = in_flight.running.join_next_with_id() => back.extend(in_flight.finish(one)),
        }
        while let Some(one) = in_flight.running.try_join_next_with_id() {
            back.extend(in_flight.finish(one));
        }
        unsettled.extend(back.into_iter().map(|tried| Unsettled { since: Instant::now(), tried }));
        match database::bounded(settle(&app, unsettled.iter().map(|one| &one.tried))).await {
            Ok(()) => unsettled.clear(),
            Err(error) => {
                tracing::error!(%error, "what became of messages could not be noted; it is tried again");
                // Later they are somebody's again, and sent again under the same ids.
                unsettled.retain(|one| one.since.elapsed() < LEASE);
            }
        }
        if let Err(error) = start_due(&app, &mut in_flight).await {
            tracing::error!(%error, "what is due to be sent could not be read");
        }
    }
}

/// What became of a message, not noted yet.
struct Unsettled {
    since: Instant,
    tried: Tried,
}

/// Messages under way, and the subscription of each.
#[derive(Default)]
struct InFlight {
    running: JoinSet<Tried>,
    to: HashMap<Id, Uuid>,
}

impl InFlight {
    /// Takes one that is back; none if its attempt broke.
    fn finish(&mut self, one: Result<(Id, Tried), JoinError>) -> Option<Tried> {
        match one {
            Ok((id, tried)) => {
                self.to.remove(&id);
                Some(tried)
            }
            Err(error) => {
                tracing::error!(%error, "an attempt broke; its message is sent again");
                self.to.remove(&error.id());
                None
            }
        }
    }

    /// Waits for those that are back soon, and notes what became of them and of those before.
    async fn end(mut self, app: &App, before: Vec<Unsettled>) {
        let mut tried: Vec<Tried> = before.into_iter().map(|one| one.tried).collect();
        let soon = async {
            while let Some(one) = self.running.join_next_with_id().await {
                tried.extend(self.finish(one));
            }
        };
        // Whoever takes longer is cut off, and sent the message again.
        let _ = timeout(GRACE, soon).await;
        if let Err(error) = database::bounded(settle(app, &tried)).await {
            tracing::error!(%error, "what became of messages could not be noted; they are sent again");
        }
    }

    /// Subscriptions that have some under way.
    fn busy(&self) -> Vec<Uuid> {
        let mut busy: Vec<Uuid> = self.to.values().copied().collect();
        busy.sort_unstable();
        busy.dedup();
        busy
    }
}

/// Starts everything that is due and has a place.
async fn start_due(app: &App, in_flight: &mut InFlight) -> anyhow::Result<()> {
    loop {
        let busy = in_flight.busy();
        let room = AT_ONCE.saturating_sub(busy.len());
        if room == 0 {
            return Ok(());
        }
        let batch = database::bounded(prepare(app, &busy, room)).await?;
        for prepared in batch.leaving {
            let to = prepared.claimed.subscription.0;
            let task = in_flight.running.spawn(attempt(app.clone(), prepared));
            in_flight.to.insert(task.id(), to);
        }
        // What was leased and did not leave may have hidden what is behind it.
        if batch.leased == 0 {
            return Ok(());
        }
    }
}

/// Tries a message once.
pub(super) async fn attempt(app: App, prepared: Prepared) -> Tried {
    let said = prepared.said();
    let Prepared { claimed, message } = prepared;
    let opened = |sealed: &Vec<u8>| {
        let clear = app.keys.open(claimed.subscription.0.as_bytes(), sealed).ok()?;
        Target::decode(clear.expose()).ok()
    };
    let outcome = match opened(&claimed.target) {
        Some(target) => {
            let older = claimed.older_target.as_ref().and_then(opened);
            let sent = app.post.send(&claimed.unit, target, older, &message);
            timeout(LONGEST, sent).await.unwrap_or_else(|_| Outcome::later("no end in time"))
        }
        None => Outcome::later("the target cannot be opened"),
    };
    Tried { claimed, attempted: Attempted::Made { outcome, said } }
}

/// Notes what became of messages.
pub(super) async fn settle<'a>(
    app: &App,
    tried: impl IntoIterator<Item = &'a Tried>,
) -> Result<(), sqlx::Error> {
    let tried: Vec<&Tried> = tried.into_iter().collect();
    if tried.is_empty() {
        return Ok(());
    }
    let mut tx = database::begin(&app.system).await?;
    operations::settle_dispatches(&mut tx, &tried, &app.reference.directory(), app.resources.clock.now())
        .await?;
    tx.commit().await
}
