//! Publishes a new version of the responsibility map (Art. 3, 4). What was routed stands, so only the first may reach back.

use jiff::{Timestamp, civil::Date};
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use super::standings;
use crate::{
    model::{ResponsibilityMap, responsibility_map::Responsibility},
    rules::supervisor_named,
    store::{
        item,
        lock::{self, Shared},
        responsibility_map,
    },
};

/// A version of the map that is to be published.
#[derive(Clone, Debug)]
pub(crate) struct MapDraft {
    /// First day on which it holds; only the first version may reach back.
    pub(crate) effective_from: Date,
    /// 依据.
    pub(crate) legal_basis: String,
    /// Every separated item of the catalogue, once.
    pub(crate) responsibilities: Vec<Responsibility>,
}

/// Publishes the draft as the next version, unless an item has no supervising unit.
pub(crate) async fn publish_responsibility_map(
    tx: &mut PgConnection,
    now: Timestamp,
    draft: MapDraft,
) -> Result<ResponsibilityMap, Error> {
    lock::take(tx, Shared::Catalogue).await?;
    let last = responsibility_map::last_version(tx).await?;
    if last > 0 && draft.effective_from < clock::civil_date(now) {
        return Err(reaches_back().into());
    }
    let MapDraft { effective_from, legal_basis, mut responsibilities } = draft;
    let standings = standings(tx).await?;
    let separated = item::all(tx).await?.into_iter().map(|item| (item.code, item.separated)).collect();
    supervisor_named::check(&responsibilities, &separated, &standings)?;
    responsibilities.sort_by(|one, other| one.item.cmp(&other.item));
    let version = last + 1;
    let map = ResponsibilityMap { version, effective_from, legal_basis, published_at: now, responsibilities };
    responsibility_map::insert(tx, &map).await?;
    responsibility_map::insert_responsibilities(tx, version, &map.responsibilities).await?;
    Ok(map)
}

fn reaches_back() -> Refusal {
    Refusal::field("effective_from", "order", "lies before today: what was routed stands", "不得早于今天")
}
