//! The audit trail: every write, refusal and reveal leaves a row that is never changed.

use refusal::Refusal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    caller::Caller,
    error::Error,
    resources::{Resources, as_caller},
    store::audit::{AuditOutcome, Entry, insert},
};

/// Records that personal data of `objects` (ids) is shown in clear to the caller for a preset purpose, for example `监管履职`.
pub(crate) async fn revealed(
    resources: &Resources,
    caller: &Caller,
    tx: &mut PgConnection,
    rpc: &str,
    objects: &[String],
    purpose: &str,
) -> Result<(), Error> {
    let entry = Entry { objects, ..entry(resources, caller, rpc, AuditOutcome::Revealed(purpose)) };
    Ok(insert(tx, &entry).await?)
}

/// Records what a write wrote, in its transaction. For writes that [`crate::Act`] does not carry, such as the slices of
/// an import.
pub async fn done(
    resources: &Resources,
    caller: &Caller,
    tx: &mut PgConnection,
    rpc: &str,
    request_id: Option<Uuid>,
    objects: &[String],
) -> Result<(), Error> {
    let entry = Entry { request_id, objects, ..entry(resources, caller, rpc, AuditOutcome::Done) };
    Ok(insert(tx, &entry).await?)
}

/// Records that one item of a batch was refused for `reason`, in the batch's own transaction: the others go on, and the row
/// stays only if they do. `object` is its id or code, never text of the caller's.
pub async fn refused_item(
    resources: &Resources,
    caller: &Caller,
    tx: &mut PgConnection,
    rpc: &str,
    object: &str,
    reason: &'static str,
) -> Result<(), Error> {
    let objects = [object.to_owned()];
    let entry = Entry { objects: &objects, ..entry(resources, caller, rpc, AuditOutcome::Refused(reason)) };
    Ok(insert(tx, &entry).await?)
}

/// Records a refusal in a transaction of its own: the one of the call was rolled back.
pub(crate) async fn refused(
    resources: &Resources,
    caller: &Caller,
    rpc: &str,
    refusal: &Refusal,
) -> Result<(), Error> {
    let mut tx = as_caller(resources, caller).await?;
    insert(&mut tx, &entry(resources, caller, rpc, AuditOutcome::Refused(refusal.reason))).await?;
    Ok(tx.commit().await?)
}

/// Records a refusal of a key that is not pinned to any unit.
pub(crate) async fn refused_unpinned(
    resources: &Resources,
    fingerprint: &str,
    rpc: &str,
    refusal: &Refusal,
) -> Result<(), Error> {
    let mut tx = database::begin(&resources.rpc).await?;
    let entry = Entry {
        at: resources.clock.now(),
        unit: None,
        system: fingerprint,
        official: None,
        rpc,
        request_id: None,
        outcome: AuditOutcome::Refused(refusal.reason),
        objects: &[],
    };
    insert(&mut tx, &entry).await?;
    Ok(tx.commit().await?)
}

fn entry<'a>(
    resources: &Resources,
    caller: &'a Caller,
    rpc: &'a str,
    outcome: AuditOutcome<'a>,
) -> Entry<'a> {
    Entry {
        at: resources.clock.now(),
        unit: Some(caller.unit.as_str()),
        system: &caller.system,
        official: caller.official.as_ref().map(|official| official.id.as_str()),
        rpc,
        request_id: None,
        outcome,
        objects: &[],
    }
}
