//! Notes at the sender that pushes have arrived (回执): from now on "delivered" means in the receiver's database.

use std::collections::HashMap;

use ids::{MessageId, PushId};
use jiff::Timestamp;
use mailbox::{ReceivedReceipt, Rejected};
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::{Receipt, Way},
    store,
};

/// Makes the deliveries of the receipted pushes `delivered`, as of the instant that the receiver set.
pub(crate) async fn record_receipts(
    tx: &mut PgConnection,
    calendar: &Calendar,
    receipts: &[ReceivedReceipt],
) -> Result<(), Rejected> {
    let received_at: HashMap<MessageId, Timestamp> =
        receipts.iter().map(|receipt| (receipt.message, receipt.received_at)).collect();
    let messages: Vec<MessageId> = received_at.keys().copied().collect();
    let mut arrived: HashMap<PushId, (Timestamp, bool)> = HashMap::new();
    for push in store::push::find_carried(tx, &messages).await? {
        if let Some(at) = push.message.and_then(|message| received_at.get(&message)) {
            arrived.insert(push.id, (*at, push.is_stock()));
        }
    }
    let mut ids: Vec<PushId> = arrived.keys().copied().collect();
    if ids.is_empty() {
        return Ok(());
    }
    ids.sort_unstable();
    let mut changed = Vec::new();
    for mut delivery in store::delivery::lock_of_pushes(tx, &ids).await? {
        let (received_at, is_stock) = arrived[&delivery.push];
        let receipt = Receipt::open((delivery.kind, delivery.role, is_stock), received_at, calendar);
        if delivery.way == Way::Sent && delivery.arrive(receipt) {
            changed.push(delivery);
        }
    }
    if !changed.is_empty() {
        store::delivery::save_all(tx, &changed).await?;
    }
    Ok(())
}
