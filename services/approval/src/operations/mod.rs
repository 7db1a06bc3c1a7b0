//! What approval does, one file an operation: inside the caller's transaction, a slice of inputs, one outcome for each.

mod complete_decision;
mod digests;
mod explain_route;
mod import_rows;
mod load_calendar_year;
mod pin_certificate_key;
mod publish_responsibility_map;
mod record_decision;
mod resolve_decision;
mod revoke_certificate_key;
mod save_item;
mod save_official;
mod save_unit;
pub(crate) mod seed;

use std::collections::BTreeMap;

use ids::UnitCode;
use reference::UnitKind;
use refusal::{Kind, Refusal};
use sqlx::PgConnection;

use crate::rules::standing::Standing;

pub(crate) use complete_decision::complete_decision;
pub(crate) use explain_route::{Licence, Route, explain_route};
pub(crate) use import_rows::{Outcome, Verdict, import_rows};
pub(crate) use load_calendar_year::load_calendar_year;
pub(crate) use pin_certificate_key::pin_certificate_key;
pub(crate) use publish_responsibility_map::{MapDraft, publish_responsibility_map};
pub(crate) use record_decision::{Desk, Draft, Recorded, record_decision};
pub(crate) use resolve_decision::resolve_decision;
pub(crate) use revoke_certificate_key::revoke_certificate_key;
pub(crate) use save_item::save_item;
pub(crate) use save_official::save_official;
pub(crate) use save_unit::save_unit;

/// One outcome per input, in order. An outer error leaves the transaction to be rolled back.
pub(crate) type Outcomes<T> = Result<Vec<Result<T, Refusal>>, shell::Error>;

/// The outcome of an operation that was given one input.
pub(crate) fn only<T>(outcomes: Vec<Result<T, Refusal>>) -> Result<T, shell::Error> {
    let one = outcomes.into_iter().next();
    Ok(one.ok_or_else(|| shell::Error::Fault("an operation gave no outcome".to_owned()))??)
}

/// The version after `read`, which must be the one that stands (0: there is no record yet).
fn next_version(standing: Option<i64>, read: i64) -> Result<i64, Refusal> {
    let standing = standing.unwrap_or(0);
    if read == standing {
        return Ok(standing + 1);
    }
    let refusal = Refusal::new(
        Kind::Conflict,
        "VERSION_CONFLICT",
        format!("the record changed since it was read: version {read} was given, {standing} stands"),
        format!("记录在读取后已变更：提交的版本为{read}，当前版本为{standing}"),
    );
    Err(refusal.with("version", standing))
}

/// What each unit of the directory may be under the regulation.
async fn standings(tx: &mut PgConnection) -> Result<BTreeMap<UnitCode, Standing>, sqlx::Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_that_stands_can_be_replaced() {
        assert_eq!(next_version(None, 0), Ok(1));
        assert_eq!(next_version(Some(3), 3), Ok(4));
        for (standing, read) in [(None, 1), (Some(3), 2), (Some(3), 0), (Some(3), 4)] {
            assert_eq!(next_version(standing, read).unwrap_err().reason, "VERSION_CONFLICT");
        }
    }
}
