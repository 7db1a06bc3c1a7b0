//! Adds or replaces an official of the directory, and tells every service.

use proto::reference::v1::OfficialChanged;
use reference::Official;
use refusal::Refusal;
use shell::{Context, Error};

use super::next_version;
use crate::store::lock::{self, Shared};

/// Saves the official if its version is the one that stands (0 for a new one); returns it with its new version. The unit must
/// exist and stay the same: what was done stays done for the unit of that time, so whoever changes units gets a new id.
pub(crate) async fn save_official(
    context: &mut Context<'_>,
    mut official: Official,
) -> Result<Official, Error> {
    lock::take(context.tx, Shared::Directory).await?;
    if reference::store::unit(context.tx, &official.unit).await?.is_none() {
        return Err(wrong_unit("unknown", "is not a unit of the directory", "目录中没有这个单位").into());
    }
    let before = reference::store::official(context.tx, &official.id).await?;
    if before.as_ref().is_some_and(|before| before.unit != official.unit) {
        return Err(
            wrong_unit("changed", "the official belongs to another unit", "该经办人属于其他单位").into()
        );
    }
    official.version = next_version(before.map(|before| before.version), official.version)?;
    reference::store::save_officials(context.tx, std::slice::from_ref(&official)).await?;
    context.say(&OfficialChanged { official: Some(official.clone().into()) });
    Ok(official)
}

fn wrong_unit(code: &'static str, en: &str, zh: &str) -> Refusal {
    Refusal::field("official.unit", code, en, zh)
}
