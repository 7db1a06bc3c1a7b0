//! The exchange as a service mounts it.

use std::{sync::Arc, time::Duration};

use reference::Reference;
use shell::{Doors, Serves};
use tokio_util::sync::CancellationToken;

use crate::{Host, Keys};

/// What the exchange's doors — RPCs, events, sweeps — are handed. Clones share everything.
pub struct Exchange<H> {
    /// Where callers come in.
    pub doors: Doors,
    /// Directory and calendar.
    pub reference: Reference,
    /// Keys of personal data.
    pub keys: Keys,
    /// The service that it is mounted in.
    pub host: Arc<H>,
    /// How often a watch without news says that it is alive.
    pub heartbeat: Duration,
    /// When the service ends: watches end with it, and resume at another replica.
    pub shutdown: CancellationToken,
}

impl<H: Host> Exchange<H> {
    /// Name of the service that it is mounted in.
    pub fn service(&self) -> &str {
        self.doors.outbox.service()
    }
}

impl<H: Host> Serves for Exchange<H> {
    fn doors(&self) -> &Doors {
        &self.doors
    }
}

impl<H> Clone for Exchange<H> {
    fn clone(&self) -> Self {
        Self {
            doors: self.doors.clone(),
            reference: self.reference.clone(),
            keys: self.keys.clone(),
            host: Arc::clone(&self.host),
            heartbeat: self.heartbeat,
            shutdown: self.shutdown.clone(),
        }
    }
}
