//! Sends what is due until the service ends.

use std::time::Duration;

use ids::Uuid;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use super::send::{attempt, claim};
use crate::App;

/// How often it is asked what is due, while nothing is.
const PERIOD: Duration = Duration::from_millis(500);
/// At most so many attempts at once: a slow receiver holds one of them.
const AT_ONCE: usize = 64;

/// Claims messages and tries them side by side, one of a receiver at a time. What is cut off by the end of the process is tried
/// again when its lease ends, under the same id.
pub(crate) async fn run(app: App, shutdown: CancellationToken) {
    let mut flying: JoinSet<Uuid> = JoinSet::new();
    let mut busy: Vec<Uuid> = Vec::new();
    let mut pace = interval(PERIOD);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = pace.tick() => {}
            Some(landed) = flying.join_next() => match landed {
                Ok(subscription) => busy.retain(|one| *one != subscription),
                // A panic names no subscription; its lease ends.
                Err(error) => tracing::error!(%error, "an attempt broke"),
            },
        }
        match claim(&app, &busy, AT_ONCE.saturating_sub(flying.len())).await {
            Ok(claimed) => {
                for one in claimed {
                    busy.push(one.subscription.0);
                    flying.spawn(fly(app.clone(), one));
                }
            }
            Err(error) => tracing::error!(%error, "what is due to be sent could not be read"),
        }
    }
}

async fn fly(app: App, claimed: crate::store::attempt::Claimed) -> Uuid {
    let subscription = claimed.subscription.0;
    if let Err(error) = attempt(&app, claimed).await {
        tracing::error!(%error, "what became of a message could not be noted; it is sent again");
    }
    subscription
}
