//! What every operation, RPC and sweep of approval is handed.

use std::sync::Arc;

use exchange::Exchange;
use ids::UnitCode;
use jiff::civil::Date;
use seal::Index;
use shell::{Doors, Serves};
use sqlx::PgPool;

use crate::{
    Places,
    host::Approval,
    operations::{KnownGrounds, RecordContext},
};

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// The exchange as it is mounted here; it holds the doors of the role `approval_rpc`, the reference data and the keys.
    pub(crate) exchange: Exchange<Approval>,
    /// Pool of the role `approval_system`: seed and sweeps.
    pub(crate) system: PgPool,
    /// Keyed digests, by which the same submission is known again.
    pub(crate) index: Index,
    /// What routes go by, as it was read last.
    pub(crate) grounds: KnownGrounds,
    /// Places of imports.
    pub(crate) imports: Arc<Places>,
    /// The platform's first day, where it is set.
    pub(crate) first_day: Option<Date>,
}

impl Serves for App {
    fn doors(&self) -> &Doors {
        &self.exchange.doors
    }
}

impl App {
    /// With what decisions of a unit are recorded now.
    pub(crate) fn record_context<'a>(&'a self, unit: &'a UnitCode) -> RecordContext<'a> {
        let directory = self.exchange.reference.directory();
        RecordContext {
            unit,
            uscc: directory.unit(unit).map(|unit| unit.uscc.clone()).unwrap_or_default(),
            first_day: self.first_day,
            service: self.exchange.service(),
            host: &self.exchange.host,
            keys: &self.exchange.keys,
            index: &self.index,
            grounds: &self.grounds,
            calendar: self.exchange.reference.calendar(),
        }
    }
}
