//! Notes at the sender that pushes have arrived (回执): from now on "delivered" means in the receiver's database.

use deadline::Deadline;
use std::collections::HashMap;

use ids::{MessageId, PushId};
use jiff::Timestamp;
use mailbox::{ReceivedReceipt, Rejected};
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{model::Receipt, rules::claim_clock, store};

/// Makes the deliveries of the receipted pushes `delivered`, as of the instant that the receiver set.
pub(crate) async fn record_receipts(
    tx: &mut PgConnection,
    calendar: &Calendar,
    receipts: &[ReceivedReceipt],
) -> Result<(), Rejected> {
    let received_at: HashMap<MessageId, Timestamp> =
        receipts.iter().map(|receipt| (receipt.message, receipt.received_at)).collect();
    let messages: Vec<MessageId> = received_at.keys().copied().collect();
    let carried = store::sent_message::pushes_of(tx, &messages).await?;
    let arrived: HashMap<PushId, Timestamp> =
        carried.iter().map(|(message, push)| (*push, received_at[message])).collect();
    let mut ids: Vec<PushId> = arrived.keys().copied().collect();
    ids.sort_unstable();

    let stock: HashMap<PushId, bool> =
        store::push::find_all(tx, &ids).await?.iter().map(|push| (push.id, push.is_stock())).collect();
    let mut changed = Vec::new();
    for mut delivery in store::delivery::lock_of_pushes(tx, &ids).await? {
        let received_at = arrived[&delivery.push];
        let is_stock = stock.get(&delivery.push).copied().unwrap_or(false);
        let deadline = if is_stock { Deadline::NotOpened } else { claim_clock::open(received_at, calendar) };
        if delivery.arrive(Receipt { received_at, deadline }) {
            changed.push(delivery);
        }
    }
    if !changed.is_empty() {
        store::delivery::save_all(tx, &changed).await?;
        store::change::insert_all(tx, &changed).await?;
    }
    Ok(())
}
