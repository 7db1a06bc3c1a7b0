//! Notes at the sender what receivers say of deliveries: claimed, returned, clock counted again.

use std::collections::{HashMap, HashSet};

use duty::Deadline;
use ids::{DeliveryId, PushId};
use mailbox::Rejected;
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::{Claim, Delivery, Receipt, Return, State},
    store,
};

/// What a receiver says of one delivery.
pub(crate) struct News {
    /// The delivery.
    pub(crate) delivery: DeliveryId,
    /// When the receiver's database had it, and its clock, which counts; the receipt may come later than this.
    pub(crate) receipt: Receipt,
    /// Its version after the change.
    pub(crate) version: i32,
    /// What happened.
    pub(crate) what: What,
}

/// What happened to a delivery.
pub(crate) enum What {
    /// It was claimed.
    Claimed(Claim),
    /// It was returned.
    Returned(Return),
    /// Its open clock was counted again.
    Redated,
}

/// Takes the news, oldest first; what is older than what is known changes nothing. A delivery that is not known yet
/// (its push is still being restored) is retried.
pub(crate) async fn learn(
    tx: &mut PgConnection,
    calendar: &Calendar,
    news: Vec<News>,
) -> Result<(), Rejected> {
    let ids: Vec<DeliveryId> = news.iter().map(|news| news.delivery).collect();
    let locked = store::delivery::lock_sent(tx, &ids).await?;
    let stock = stock_of(tx, &locked).await?;
    let mut deliveries: HashMap<DeliveryId, Delivery> =
        locked.into_iter().map(|delivery| (delivery.id, delivery)).collect();
    let mut changed = Vec::new();
    for news in news {
        let Some(delivery) = deliveries.get_mut(&news.delivery) else {
            return Err(Rejected::Retry(format!("delivery {} is not known here", news.delivery)));
        };
        let mut receipt = news.receipt;
        if receipt.deadline == Deadline::NotOpened {
            receipt = known_receipt(delivery, stock.contains(&delivery.push), &receipt, calendar);
        }
        let (state, return_) = match news.what {
            What::Claimed(claim) => (State::Claimed(receipt, claim), None),
            What::Returned(return_) => (State::Returned(receipt, return_.clone()), Some(return_)),
            What::Redated => (State::Delivered(receipt), None),
        };
        if delivery.learn(state, news.version) {
            if let Some(return_) = return_ {
                store::returns::insert(tx, delivery, &return_).await?;
            }
            changed.push(delivery.id);
        }
    }
    changed.sort_unstable();
    changed.dedup();
    let changed: Vec<Delivery> = changed.iter().filter_map(|id| deliveries.remove(id)).collect();
    if !changed.is_empty() {
        store::delivery::save_all(tx, &changed).await?;
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
    let counted = Receipt::open((delivery.kind, delivery.role, is_stock), said.received_at, calendar);
    match delivery.receipt() {
        Some(known) if counted.deadline != Deadline::NotOpened => {
            Receipt { deadline: known.deadline.clone(), ..counted }
        }
        _ => counted,
    }
}

#[cfg(test)]
mod tests;
