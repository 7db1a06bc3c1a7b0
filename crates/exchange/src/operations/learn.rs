//! Notes at the sender what receivers say of deliveries: claimed, returned.

use std::collections::HashMap;

use ids::DeliveryId;
use mailbox::Rejected;
use sqlx::PgConnection;

use crate::{
    model::{Claim, Delivery, Receipt, Return, State},
    store,
};

/// What a receiver says of one delivery.
pub(crate) struct News {
    /// The delivery.
    pub(crate) delivery: DeliveryId,
    /// When the receiver's database had it, and the clock by which it judged; the receipt may come later than this.
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
}

/// Takes the news, oldest first; what is older than what is known changes nothing. A delivery that is not known yet
/// (its push is still being restored) is retried.
pub(crate) async fn learn(tx: &mut PgConnection, news: Vec<News>) -> Result<(), Rejected> {
    let ids: Vec<DeliveryId> = news.iter().map(|news| news.delivery).collect();
    let locked = store::delivery::lock_sent(tx, &ids).await?;
    let mut deliveries: HashMap<DeliveryId, Delivery> =
        locked.into_iter().map(|delivery| (delivery.id, delivery)).collect();
    let mut changed = Vec::new();
    for news in news {
        let Some(delivery) = deliveries.get_mut(&news.delivery) else {
            return Err(Rejected::Retry(format!("delivery {} is not known here", news.delivery)));
        };
        let (state, return_) = match news.what {
            What::Claimed(claim) => (State::Claimed(news.receipt, claim), None),
            What::Returned(return_) => (State::Returned(news.receipt, return_.clone()), Some(return_)),
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
        store::change::insert_all(tx, &changed).await?;
    }
    Ok(())
}
