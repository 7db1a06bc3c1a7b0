//! Publishes new versions of the responsibility map (Art. 3, 4).

use jiff::{Timestamp, civil::Date};
use refusal::Refusal;
use sqlx::PgConnection;

use super::{Outcomes, standings};
use crate::{
    model::{ResponsibilityMap, responsibility_map::Responsibility},
    rules::supervisor_named,
    store::{self, lock::Shared},
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

/// Publishes each draft as the next version, unless an item has no supervising unit.
pub(crate) async fn publish_responsibility_map(
    tx: &mut PgConnection,
    now: Timestamp,
    drafts: Vec<MapDraft>,
) -> Outcomes<ResponsibilityMap> {
    store::lock::take(tx, Shared::Catalogue).await?;
    let standings = standings(tx).await?;
    let separated = store::item::all(tx).await?.into_iter().map(|item| (item.code, item.separated)).collect();
    let mut last = store::responsibility_map::last_version(tx).await?;

    let mut outcomes = Vec::new();
    for draft in drafts {
        if last > 0 && draft.effective_from < clock::civil_date(now) {
            outcomes.push(Err(reaches_back()));
            continue;
        }
        if let Err(refusal) = supervisor_named::check(&draft.responsibilities, &separated, &standings) {
            outcomes.push(Err(refusal));
            continue;
        }
        last += 1;
        outcomes.push(Ok(insert(tx, last, now, draft).await?));
    }
    Ok(outcomes)
}

async fn insert(
    tx: &mut PgConnection,
    version: i64,
    now: Timestamp,
    draft: MapDraft,
) -> Result<ResponsibilityMap, sqlx::Error> {
    let MapDraft { effective_from, legal_basis, mut responsibilities } = draft;
    responsibilities.sort_by(|one, other| one.item.cmp(&other.item));
    let map = ResponsibilityMap { version, effective_from, legal_basis, published_at: now, responsibilities };
    store::responsibility_map::insert(tx, &map).await?;
    store::responsibility_map::insert_responsibilities(tx, version, &map.responsibilities).await?;
    Ok(map)
}

fn reaches_back() -> Refusal {
    Refusal::field("effective_from", "order", "lies before today: what was routed stands", "不得早于今天")
}
