//! The exchange as a service mounts it: once in approval, once in supervision, each with its own host.

use std::{sync::Arc, time::Duration};

use reference::Reference;
use shell::{Resources, Serves};
use tokio_util::sync::CancellationToken;

use crate::{Host, Keys};

/// What the exchange's doors — RPCs, events, sweeps — are handed. Clones share everything.
pub struct Exchange<H> {
    /// Where callers come in.
    pub resources: Resources,
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
        self.resources.outbox.service()
    }
}

impl<H: Host> Serves for Exchange<H> {
    fn resources(&self) -> &Resources {
        &self.resources
    }
}

impl<H> Clone for Exchange<H> {
    fn clone(&self) -> Self {
        Self {
            resources: self.resources.clone(),
            reference: self.reference.clone(),
            keys: self.keys.clone(),
            host: Arc::clone(&self.host),
            heartbeat: self.heartbeat,
            shutdown: self.shutdown.clone(),
        }
    }
}
