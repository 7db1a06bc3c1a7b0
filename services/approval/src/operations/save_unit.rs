//! Adds or replaces a unit of the directory, and tells every service.

use proto::reference::v1::UnitChanged;
use reference::Unit;
use shell::{Context, Error};

use super::next_version;
use crate::store::lock::{self, Shared};

/// Saves the unit if its version is the one that stands (0 for a new one); returns it with its new version.
pub(crate) async fn save_unit(context: &mut Context<'_>, mut unit: Unit) -> Result<Unit, Error> {
    lock::take(context.tx, Shared::Directory).await?;
    let before = reference::store::unit(context.tx, &unit.code).await?;
    unit.version = next_version(before.map(|unit| unit.version), unit.version)?;
    reference::store::save_units(context.tx, std::slice::from_ref(&unit)).await?;
    context.say(&UnitChanged { unit: Some(unit.clone().into()) });
    Ok(unit)
}
