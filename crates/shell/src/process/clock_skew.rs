//! Whether business time and the database's clock agree: where they do not, deadlines would be judged wrongly.

use std::time::Duration;

use clock::Clock;
use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::call::{Resources, store};

const LOOK_EVERY: Duration = Duration::from_secs(15);
/// A larger difference is an alarm: deadlines could be judged wrongly.
const LARGEST_SECONDS: f64 = 2.0;

/// Beyond it nothing is told or sent whose time seems to have come: it may not have.
const HALT_SECONDS: f64 = 60.0;

/// Whether what is done by the clock may be done: this machine's clock and the database's agree to the minute, or business time is set.
pub async fn may_act_by_clock(clock: &Clock, connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    if !clock.is_real() {
        return Ok(true);
    }
    let there = store::now::read(connection).await?;
    Ok(agree(clock.now(), there))
}

fn agree(here: Timestamp, there: Timestamp) -> bool {
    let seconds = here.duration_since(there).as_secs_f64();
    if seconds.abs() <= HALT_SECONDS {
        return true;
    }
    tracing::error!(seconds, "this machine's clock and the database's differ: nothing is done by them");
    false
}

/// Compares the clocks until `shutdown` and reports `shenguan_clock_skew_seconds`; ahead of the database is positive.
/// Does nothing where business time is not real time.
pub async fn watch_clock(resources: Resources, shutdown: CancellationToken) {
    if !resources.clock.is_real() {
        return;
    }
    let mut looks = interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while shutdown.run_until_cancelled(looks.tick()).await.is_some() {
        match database::bounded(skew(&resources)).await {
            Ok(seconds) if seconds.abs() > LARGEST_SECONDS => {
                tracing::error!(seconds, "this machine's clock and the database's differ");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the database's clock cannot be read"),
        }
    }
}

async fn skew(resources: &Resources) -> Result<f64, sqlx::Error> {
    let mut connection = resources.rpc.acquire().await?;
    let there = store::now::read(&mut connection).await?;
    let seconds = resources.clock.now().duration_since(there).as_secs_f64();
    metrics::gauge!("shenguan_clock_skew_seconds").set(seconds);
    Ok(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_done_by_a_clock_that_is_days_ahead_or_an_hour_behind() {
        let there: Timestamp = "2026-10-08T09:00:00+08:00".parse().unwrap();
        let at = |seconds: i64| agree(there + jiff::SignedDuration::from_secs(seconds), there);
        assert!(at(0) && at(59) && at(-59));
        assert!(!at(3 * 86_400) && !at(-3600));
    }
}
