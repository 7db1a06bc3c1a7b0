//! What every RPC, event and sweep of notification is handed.

use std::{sync::Arc, time::Duration};

use reference::Reference;
use seal::{Index, Keyring};
use shell::{Resources, Serves};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::{
    model::DutyKinds,
    rules::{office_hours::OfficeHours, reminder_plan::ReminderPlans},
    sending::{Messages, Pace, Post},
};

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// Where callers come in: pool of the role `notification_rpc`, outbox, clock.
    pub(crate) resources: Resources,
    /// Pool of the role `notification_system`: mailbox and sweeps.
    pub(crate) system: PgPool,
    /// Directory and calendar.
    pub(crate) reference: Reference,
    /// Every kind of duty.
    pub(crate) kinds: Arc<DutyKinds>,
    /// Who is reminded of them, and when.
    pub(crate) plans: Arc<ReminderPlans>,
    /// When people are reminded.
    pub(crate) office_hours: OfficeHours,
    /// What messages say.
    pub(crate) messages: Arc<Messages>,
    /// On which way they leave.
    pub(crate) post: Post,
    /// How much a receiver is sent at most.
    pub(crate) pace: Pace,
    /// The service's own keys: targets of subscriptions rest sealed with them.
    pub(crate) keys: Keyring,
    /// A receiver is known again by the keyed hash of its address.
    pub(crate) index: Index,
    /// What a notice's id is appended to for its link; empty: no link.
    pub(crate) link: String,
    /// How often a watch without news says that it is alive.
    pub(crate) heartbeat: Duration,
    /// When the service ends.
    pub(crate) shutdown: CancellationToken,
}

impl Serves for App {
    fn resources(&self) -> &Resources {
        &self.resources
    }
}
