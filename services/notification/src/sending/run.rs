//! Sends what is due until the service ends.

use std::{collections::HashMap, time::Duration};

use ids::Uuid;
use prost::Message;
use proto::notification::v1::Target;
use tokio::{
    task::{Id, JoinError, JoinSet},
    time::{Instant, MissedTickBehavior, interval, timeout},
};
use tokio_util::sync::CancellationToken;

use super::prepare::{Prepared, prepare};
use crate::{
    App,
    channels::Outcome,
    operations::{self, Attempted},
    store::attempt::Claimed,
};

/// How long a message is a process's own; longer than any attempt takes.
pub(super) const LEASE: Duration = Duration::from_mins(1);
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
    let mut flights = Flights::default();
    let mut landed: Vec<(Instant, (Claimed, Attempted))> = Vec::new();
    let mut pace = interval(PERIOD);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let mut back = Vec::new();
        tokio::select! {
            () = shutdown.cancelled() => return flights.end(&app, landed).await,
            _ = pace.tick() => {}
            Some(one) = flights.aloft.join_next_with_id() => back.extend(flights.land(one)),
        }
        while let Some(one) = flights.aloft.try_join_next_with_id() {
            back.extend(flights.land(one));
        }
        landed.extend(back.into_iter().map(|one| (Instant::now(), one)));
        match database::bounded(settle(&app, landed.iter().map(|(_, one)| one))).await {
            Ok(()) => landed.clear(),
            Err(error) => {
                tracing::error!(%error, "what became of messages could not be noted; it is tried again");
                // Later they are somebody's again, and sent again under the same ids.
                landed.retain(|(at, _)| at.elapsed() < LEASE);
            }
        }
        if let Err(error) = take_off(&app, &mut flights).await {
            tracing::error!(%error, "what is due to be sent could not be read");
        }
    }
}

/// Messages under way.
#[derive(Default)]
pub(super) struct Flights {
    aloft: JoinSet<(Claimed, Attempted)>,
    to: HashMap<Id, Uuid>,
}

type Landed = Result<(Id, (Claimed, Attempted)), JoinError>;

impl Flights {
    fn land(&mut self, landed: Landed) -> Option<(Claimed, Attempted)> {
        let (id, made) = match landed {
            Ok((id, made)) => (id, Some(made)),
            Err(error) => {
                tracing::error!(%error, "an attempt broke; its message is sent again");
                (error.id(), None)
            }
        };
        self.to.remove(&id);
        made
    }

    /// Waits for those that land soon, and notes what became of them and of those before.
    async fn end(mut self, app: &App, before: Vec<(Instant, (Claimed, Attempted))>) {
        let mut landed: Vec<_> = before.into_iter().map(|(_, one)| one).collect();
        let soon = async {
            while let Some(one) = self.aloft.join_next_with_id().await {
                landed.extend(self.land(one));
            }
        };
        // Whoever takes longer is cut off, and sent the message again.
        let _ = timeout(GRACE, soon).await;
        if let Err(error) = database::bounded(settle(app, &landed)).await {
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

/// Lets everything leave that is due and has a place.
async fn take_off(app: &App, flights: &mut Flights) -> anyhow::Result<()> {
    loop {
        let busy = flights.busy();
        let room = AT_ONCE.saturating_sub(busy.len());
        if room == 0 {
            return Ok(());
        }
        let (leaving, leased) = database::bounded(prepare(app, &busy, room)).await?;
        for prepared in leaving {
            let to = prepared.claimed.subscription.0;
            let flight = flights.aloft.spawn(attempt(app.clone(), prepared));
            flights.to.insert(flight.id(), to);
        }
        // What was leased and did not leave may have hidden what is behind it.
        if leased == 0 {
            return Ok(());
        }
    }
}

/// Tries a message once.
pub(super) async fn attempt(app: App, prepared: Prepared) -> (Claimed, Attempted) {
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
    (claimed, Attempted::Made { outcome, said })
}

/// Notes what became of messages.
pub(super) async fn settle<'a>(
    app: &App,
    landed: impl IntoIterator<Item = &'a (Claimed, Attempted)>,
) -> Result<(), sqlx::Error> {
    let landed: Vec<&(Claimed, Attempted)> = landed.into_iter().collect();
    if landed.is_empty() {
        return Ok(());
    }
    let mut tx = database::begin(&app.system).await?;
    operations::settle_dispatches(&mut tx, &landed, &app.reference.directory(), app.doors.clock.now())
        .await?;
    tx.commit().await
}
