//! Adds or replaces items of the catalogue (Art. 10).

use std::collections::BTreeMap;

use refusal::{Refusal, articles};
use sqlx::PgConnection;

use super::{Outcomes, next_version, standings};
use crate::{
    model::Item,
    rules::standing::{Bar, Standing},
    store::{self, lock::Shared},
};

/// Saves each item whose version is the one that stands (0 for a new one); gives it with its new version.
pub(crate) async fn save_item(tx: &mut PgConnection, items: Vec<Item>) -> Outcomes<Item> {
    store::lock::take(tx, Shared::Catalogue).await?;
    let standings = standings(tx).await?;
    let codes: Vec<_> = items.iter().map(|item| item.code.clone()).collect();
    let known = store::item::find(tx, &codes).await?;
    let mut versions: BTreeMap<_, _> = known.into_iter().map(|item| (item.code, item.version)).collect();

    let mut outcomes = Vec::new();
    for mut item in items {
        if let Some(bar) = Standing::bars_approving(standings.get(&item.approving_unit).copied()) {
            outcomes.push(Err(not_approving(bar)));
            continue;
        }
        match next_version(versions.get(&item.code).copied(), item.version) {
            Err(refusal) => outcomes.push(Err(refusal)),
            Ok(version) => {
                item.version = version;
                store::item::save(tx, &item).await?;
                versions.insert(item.code.clone(), version);
                outcomes.push(Ok(item));
            }
        }
    }
    Ok(outcomes)
}

fn not_approving(bar: Bar) -> Refusal {
    Refusal::field("item.approving_unit", bar.code, bar.en, bar.zh).under(articles::ART_3)
}
