//! What every operation, RPC and sweep of approval is handed.

use std::sync::Arc;

use exchange::Exchange;
use ids::{OfficialId, UnitCode};
use jiff::{Timestamp, civil::Date};
use seal::Index;
use shell::{Resources, Serves};
use sqlx::PgPool;

use crate::{
    host::Approval,
    import_places::ImportPlaces,
    operations::{KnownGrounds, RecordContext},
};

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// The exchange as it is mounted here; it holds the resources of the role `approval_rpc`, the reference data and the keys.
    pub(crate) exchange: Exchange<Approval>,
    /// Pool of the role `approval_system`: seed and sweeps.
    pub(crate) system: PgPool,
    /// Keyed digests, by which the same submission is known again.
    pub(crate) index: Index,
    /// What routes go by, as it was read last.
    pub(crate) grounds: KnownGrounds,
    /// How many imports run at once.
    pub(crate) imports: Arc<ImportPlaces>,
    /// The platform's first day, where it is set.
    pub(crate) first_day: Option<Date>,
}

impl Serves for App {
    fn resources(&self) -> &Resources {
        &self.exchange.resources
    }
}

impl App {
    /// The context in which an official records decisions of a unit now.
    pub(crate) fn record_context<'a>(
        &'a self,
        unit: &'a UnitCode,
        official: OfficialId,
        now: Timestamp,
    ) -> RecordContext<'a> {
        let directory = self.exchange.reference.directory();
        RecordContext {
            unit,
            official,
            now,
            uscc: directory.unit(unit).map(|unit| unit.uscc.clone()).unwrap_or_default(),
            first_day: self.first_day,
            exchange: &self.exchange,
            index: &self.index,
            grounds: &self.grounds,
            calendar: self.exchange.reference.calendar(),
        }
    }
}
