//! What every RPC, event and sweep of notification is handed.

use std::{sync::Arc, time::Duration};

use reference::Reference;
use shell::Doors;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::{
    model::DutyKinds,
    rules::{office_hours::OfficeHours, reminder_plan::ReminderPlans},
};

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// Where callers come in: pool of the role `notification_rpc`, outbox, clock.
    pub(crate) doors: Doors,
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
    /// How often a watch without news says that it is alive.
    pub(crate) heartbeat: Duration,
    /// When the service ends.
    pub(crate) shutdown: CancellationToken,
}
