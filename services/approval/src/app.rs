//! What every operation, RPC and sweep of approval is handed.

use std::sync::Arc;

use exchange::Exchange;
use ids::{OfficialId, UnitCode};
use seal::Index;
use shell::Doors;
use sqlx::PgPool;
use workdays::Calendar;

use crate::{Places, host::Approval, operations::Desk, settings::Service};

/// The running service. Shared by reference count.
#[derive(Clone)]
pub struct App {
    /// The exchange as it is mounted here; it holds the doors of the role `approval_rpc`, the reference data and the keys.
    pub exchange: Exchange<Approval>,
    /// Pool of the role `approval_system`: seed and sweeps.
    pub system: PgPool,
    /// Keyed digests, by which the same submission is known again.
    pub index: Index,
    /// Places of imports.
    pub imports: Arc<Places>,
    /// The service's own settings.
    pub settings: Service,
}

impl App {
    /// Where callers come in: pool of the role `approval_rpc`, outbox, clock.
    pub(crate) fn doors(&self) -> &Doors {
        &self.exchange.doors
    }

    /// The desk at which an official of a unit works now.
    pub(crate) fn desk<'a>(
        &'a self,
        unit: &'a UnitCode,
        official: &'a OfficialId,
        calendar: &'a Calendar,
    ) -> Desk<'a> {
        let directory = self.exchange.reference.directory();
        Desk {
            unit,
            uscc: directory.unit(unit).map(|unit| unit.uscc.clone()).unwrap_or_default(),
            first_day: self.settings.first_day,
            official,
            now: self.doors().clock.now(),
            outbox: &self.doors().outbox,
            keys: &self.exchange.keys,
            index: &self.index,
            calendar,
        }
    }
}
