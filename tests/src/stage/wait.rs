//! Waiting for what other processes do.

use std::time::{Duration, Instant};

use anyhow::bail;
use tokio::time::interval;

/// Longest wait for anything: a machine may be busy, a fault may need its backoff.
const PATIENCE: Duration = Duration::from_mins(1);
const PACE: Duration = Duration::from_millis(50);

/// Asks until there is an answer. Fails, naming `what`, when there is none in a minute.
pub async fn until<T>(
    what: &str,
    mut ask: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let begun = Instant::now();
    let mut pace = interval(PACE);
    let mut last = None;
    while begun.elapsed() < PATIENCE {
        pace.tick().await;
        match ask().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(error) => last = Some(error),
        }
    }
    match last {
        Some(error) => bail!("waited in vain for {what}: {error:#}"),
        None => bail!("waited in vain for {what}"),
    }
}
