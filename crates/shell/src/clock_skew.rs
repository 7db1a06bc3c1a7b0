//! Whether business time and the database's clock agree.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::{Doors, store};

const LOOK_EVERY: Duration = Duration::from_secs(15);
/// A larger difference is an alarm: deadlines could be judged wrongly.
const LARGEST_SECONDS: f64 = 2.0;

/// Compares the clocks until `shutdown` and reports `shenguan_clock_skew_seconds`; ahead of the database is positive.
/// Does nothing where business time is not real time.
pub async fn watch_clock(doors: Doors, shutdown: CancellationToken) {
    if !doors.clock.is_real() {
        return;
    }
    let mut looks = interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while shutdown.run_until_cancelled(looks.tick()).await.is_some() {
        match database::bounded(skew(&doors)).await {
            Ok(seconds) if seconds.abs() > LARGEST_SECONDS => {
                tracing::error!(seconds, "this machine's clock and the database's differ");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the database's clock cannot be read"),
        }
    }
}

async fn skew(doors: &Doors) -> Result<f64, sqlx::Error> {
    let mut connection = doors.rpc.acquire().await?;
    let there = store::now::read(&mut connection).await?;
    let seconds = doors.clock.now().duration_since(there).as_secs_f64();
    metrics::gauge!("shenguan_clock_skew_seconds").set(seconds);
    Ok(seconds)
}
