//! Enters delivered licences in the register of supervised subjects (Art. 13: supervision runs from the decision; the claim
//! is a receipt).

use exchange::Arrival;
use seal::Index;
use sqlx::PgConnection;

use crate::{model::Entry, store};

/// Enters each delivered decision and its subject, marked 未认领. A decision that was not granted licenses nobody, and
/// still is entered: it may end or change what was licensed.
pub(crate) async fn enter_register(
    tx: &mut PgConnection,
    index: &Index,
    arrivals: &[Arrival],
) -> Result<(), sqlx::Error> {
    let mut entries = Vec::new();
    for arrival in arrivals {
        for delivery in &arrival.deliveries {
            let Some(receipt) = delivery.receipt() else { continue };
            let Some(decision) = arrival.push.content.licence_decision() else { continue };
            let personal = &arrival.personal;
            let entry =
                Entry::of(delivery.id, delivery.unit.clone(), decision, personal, receipt.received_at, index);
            entries.extend(entry);
        }
    }
    if entries.is_empty() {
        return Ok(());
    }
    let subjects = store::subject::enter_all(tx, &entries).await?;
    let mut licences = Vec::with_capacity(entries.len());
    for entry in entries {
        let key = (entry.unit.to_string(), entry.identity.clone());
        let subject = *subjects.get(&key).ok_or(sqlx::Error::RowNotFound)?;
        licences.push((entry, subject));
    }
    store::licence::insert_all(tx, &licences).await
}
