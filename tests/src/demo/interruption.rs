//! Being told to end.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Ctrl-C, a closed terminal, or SIGTERM. From the start of listening on, none ends the process by itself.
pub(super) struct Interruption {
    hangup: Signal,
    interrupt: Signal,
    terminate: Signal,
}

impl Interruption {
    /// Starts listening.
    pub(super) fn listen() -> anyhow::Result<Self> {
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for the next one.
    pub(super) async fn comes(&mut self) {
        tokio::select! {
            _ = self.hangup.recv() => {}
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
