//! What routes go by (Art. 4, 22): the catalogue, every responsibility map and the directory, read once per version of them.

use std::{collections::BTreeMap, sync::Arc};

use arc_swap::ArcSwapOption;
use ids::UnitCode;
use jiff::civil::Date;
use sqlx::PgConnection;

use super::standings;
use crate::{
    model::{Item, ResponsibilityMap},
    rules::standing::Standing,
    store,
};

/// One version.
#[derive(Debug)]
pub(crate) struct Grounds {
    version: i64,
    pub(super) items: Vec<Item>,
    /// In the order of their versions.
    maps: Vec<ResponsibilityMap>,
    pub(super) standings: BTreeMap<UnitCode, Standing>,
}

/// The version that was read last; clones share it.
#[derive(Clone, Default, Debug)]
pub(crate) struct KnownGrounds(Arc<ArcSwapOption<Grounds>>);

impl KnownGrounds {
    /// The grounds as this transaction sees them: those that are known, unless they have changed since.
    pub(crate) async fn now(&self, tx: &mut PgConnection) -> Result<Arc<Grounds>, sqlx::Error> {
        // Before the rest, which may be newer then: that is read again once its version is seen.
        let version = store::grounds::version(tx).await?;
        if let Some(known) = self.0.load_full().filter(|known| known.version == version) {
            return Ok(known);
        }
        let grounds = Arc::new(Grounds {
            version,
            items: store::item::all(tx).await?,
            maps: store::responsibility_map::all(tx).await?,
            standings: standings(tx).await?,
        });
        self.0.store(Some(Arc::clone(&grounds)));
        Ok(grounds)
    }
}

impl Grounds {
    /// The map in force on a day: the one that took effect last, of those the highest version. Before the first one, the first:
    /// what was decided before it, stock above all, goes by it.
    pub(super) fn map_on(&self, day: Date) -> Option<&ResponsibilityMap> {
        let in_force = self.maps.iter().filter(|map| map.effective_from <= day);
        in_force.max_by_key(|map| (map.effective_from, map.version)).or(self.maps.first())
    }
}
