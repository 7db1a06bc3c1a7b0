//! Keys that are read again while the service runs: a new key is put beside the old one, and every service opens with both.

use std::time::Duration;

use seal::Keyring;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How soon a new key file is used.
const PACE: Duration = Duration::from_secs(30);

/// Reads the key files again and again until `shutdown`. Files that cannot be read leave the keys as they are.
pub(super) async fn keep_keys_fresh(keyrings: Vec<Keyring>, shutdown: CancellationToken) {
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = pace.tick() => {}
            () = shutdown.cancelled() => return,
        }
        for keyring in &keyrings {
            if let Err(error) = keyring.reload() {
                tracing::error!(%error, "keys cannot be read again; the earlier ones hold");
            }
        }
    }
}
