//! Takes over at the sender what receivers say of deliveries: claimed, returned, clock counted again. Of a claim the receiver's clock
//! counts; what is older than what is known changes nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use duty::Deadline;
use ids::{DeliveryId, PushId};
use mailbox::Rejected;
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::{Claim, Delivery, Receipt, SendBack, State, owed_rule},
    store,
};

/// What a receiver says of one delivery.
pub(crate) struct RemoteChange {
    /// The delivery that it is about.
    pub(crate) delivery: DeliveryId,
    /// When the receiver's database had it, and its clock, which counts; the receipt may come later than this.
    pub(crate) receipt: Receipt,
    /// Its version after the change.
    pub(crate) version: i32,
    /// What happened.
    pub(crate) kind: ChangeKind,
}

/// What happened to a delivery.
pub(crate) enum ChangeKind {
    /// It was claimed.
    Claimed(Claim),
    /// It was returned.
    Returned(SendBack),
    /// Its open clock was counted again.
    Redated,
}

/// Takes the changes over, oldest first. One of a delivery that is not known yet (its push is still being restored) is tried again.
pub(crate) async fn apply_remote(
    tx: &mut PgConnection,
    calendar: &Calendar,
    changes: Vec<RemoteChange>,
) -> Result<(), Rejected> {
    let ids: Vec<DeliveryId> = changes.iter().map(|change| change.delivery).collect();
    let locked = store::delivery::lock_sent(tx, &ids).await?;
    let stock = stock_of(tx, &locked).await?;
    let mut deliveries: HashMap<DeliveryId, Delivery> =
        locked.into_iter().map(|delivery| (delivery.id, delivery)).collect();
    let mut touched = BTreeSet::new();
    for change in changes {
        let Some(delivery) = deliveries.get_mut(&change.delivery) else {
            return Err(Rejected::Retry(format!("delivery {} is not known here", change.delivery)));
        };
        let mut receipt = change.receipt;
        if receipt.deadline == Deadline::NotOpened {
            receipt = known_receipt(delivery, stock.contains(&delivery.push), &receipt, calendar);
        }
        let state = match change.kind {
            ChangeKind::Claimed(claim) => State::Claimed(receipt, claim),
            ChangeKind::Returned(send_back) => State::Returned(receipt, send_back),
            ChangeKind::Redated => State::Delivered(receipt),
        };
        if delivery.learn(state, change.version) {
            if let State::Returned(_, send_back) = &delivery.state {
                store::returns::insert(tx, delivery, send_back).await?;
            }
            touched.insert(delivery.id);
        }
    }
    let touched: Vec<Delivery> = touched.iter().filter_map(|id| deliveries.remove(id)).collect();
    if !touched.is_empty() {
        store::delivery::save_all(tx, &touched).await?;
    }
    Ok(())
}

/// The pushes among those of the deliveries that are stock (存量).
async fn stock_of(tx: &mut PgConnection, deliveries: &[Delivery]) -> Result<HashSet<PushId>, sqlx::Error> {
    let pushes: Vec<PushId> = deliveries.iter().map(|delivery| delivery.push).collect();
    let pushes = store::push::find_all(tx, &pushes).await?;
    Ok(pushes.iter().filter(|push| push.is_stock()).map(|push| push.id).collect())
}

/// The receipt of a delivery whose receiver says no clock: it has none, or the receiver's release does not say it yet. Then the clock is
/// the one known here, or what is counted here.
fn known_receipt(delivery: &Delivery, is_stock: bool, said: &Receipt, calendar: &Calendar) -> Receipt {
    let counted =
        Receipt::open(owed_rule(delivery.kind, delivery.role, is_stock), said.received_at, calendar);
    match delivery.receipt() {
        Some(known) if counted.deadline != Deadline::NotOpened => {
            Receipt { deadline: known.deadline.clone(), ..counted }
        }
        _ => counted,
    }
}

#[cfg(test)]
mod tests;
