//! Who stands on which rung today: by the roles in the directory, and by the deputies that were named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proto::words::notification::Level;
use reference::{Directory, Role};
use sqlx::PgConnection;

use crate::{
    rules::ladder::{Ladder, Standing},
    store,
};

/// The ladder of the day.
pub(crate) async fn who_stands(
    tx: &mut PgConnection,
    directory: &Directory,
    now: Timestamp,
) -> Result<Ladder, sqlx::Error> {
    let deputies = store::deputy::on(tx, clock::civil_date(now)).await?;
    let mut own = BTreeMap::new();
    for official in directory.officials().filter(|official| official.active) {
        let rungs: BTreeSet<Level> = official.roles.iter().filter_map(|role| rung_of(*role)).collect();
        own.insert(official.id.clone(), Standing { unit: official.unit.clone(), rungs });
    }
    Ok(Ladder::new(&own, &deputies))
}

fn rung_of(role: Role) -> Option<Level> {
    match role {
        Role::Approver | Role::Claimant => Some(Level::Handlers),
        Role::Liaison => Some(Level::Liaison),
        Role::Leader => Some(Level::Leader),
        Role::Overseer => Some(Level::Overseer),
        Role::PlatformAdmin | Role::Auditor => None,
    }
}
