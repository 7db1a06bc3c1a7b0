//! Adds or replaces an item of the catalogue (Art. 10). Its approving unit must be one (Art. 3).

use refusal::{Refusal, articles};
use shell::{Context, Error};

use super::{next_version, standings};
use crate::{
    model::Item,
    rules::standing::{Bar, Standing},
    store::{self, lock::Shared},
};

/// Saves the item if its version is the one that stands (0 for a new one); returns it with its new version.
pub(crate) async fn save_item(context: &mut Context<'_>, mut item: Item) -> Result<Item, Error> {
    store::lock::take(context.tx, Shared::Catalogue).await?;
    let standings = standings(context.tx).await?;
    if let Some(bar) = Standing::bars_approving(standings.get(&item.approving_unit).copied()) {
        return Err(not_approving(bar).into());
    }
    let before = store::item::find(context.tx, &item.code).await?;
    item.version = next_version(before.map(|before| before.version), item.version)?;
    store::item::save(context.tx, &item).await?;
    Ok(item)
}

fn not_approving(bar: Bar) -> Refusal {
    Refusal::field("item.approving_unit", bar.code, bar.en, bar.zh).under(articles::ART_3)
}
