//! Adds or replaces units of the directory, and tells every service.

use mailbox::Outbox;
use proto::reference::v1::UnitChanged;
use reference::Unit;
use sqlx::PgConnection;

use super::{Outcomes, next_version};
use crate::store::lock::{self, Shared};

/// Saves each unit whose version is the one that stands (0 for a new one); gives it with its new version.
pub(crate) async fn save_unit(outbox: &Outbox, tx: &mut PgConnection, units: Vec<Unit>) -> Outcomes<Unit> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    let mut events = Vec::new();
    for mut unit in units {
        let before = reference::store::unit(tx, &unit.code).await?;
        match next_version(before.map(|unit| unit.version), unit.version) {
            Err(refusal) => outcomes.push(Err(refusal)),
            Ok(version) => {
                unit.version = version;
                reference::store::save_units(tx, std::slice::from_ref(&unit)).await?;
                events.push(UnitChanged { unit: Some(unit.clone().into()) });
                outcomes.push(Ok(unit));
            }
        }
    }
    outbox.send(tx, &events).await?;
    Ok(outcomes)
}
