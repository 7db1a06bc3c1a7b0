//! The directory as the rules see it: who approves, who supervises (Art. 3).

use std::collections::BTreeMap;

use ids::UnitCode;
use reference::UnitKind;
use sqlx::PgConnection;

use crate::rules::standing::Standing;

/// What each unit of the directory may be under the regulation.
pub(super) async fn standings(tx: &mut PgConnection) -> Result<BTreeMap<UnitCode, Standing>, sqlx::Error> {
    let units = reference::store::list_units(tx, None, i64::MAX).await?;
    Ok(units.into_iter().map(|unit| (unit.code.clone(), standing(unit.kind, unit.active))).collect())
}

fn standing(kind: UnitKind, active: bool) -> Standing {
    match kind {
        _ if !active => Standing::Dissolved,
        UnitKind::Approval => Standing::Approves,
        UnitKind::Supervision | UnitKind::Enforcement => Standing::Supervises,
        UnitKind::Local | UnitKind::Member | UnitKind::Other => Standing::Neither,
    }
}
