//! Notes at the sender that pushes have arrived (回执): from now on "delivered" means in the receiver's database.

use std::collections::HashMap;

use ids::{MessageId, PushId};
use jiff::Timestamp;
use mailbox::{ReceivedReceipt, Rejected};
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::{Push, Receipt, Way, owed_rule},
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
    let carried = store::push::find_carried(tx, &messages).await?;
    let pushes: HashMap<PushId, Push> = carried.into_iter().map(|push| (push.id, push)).collect();
    if pushes.is_empty() {
        return Ok(());
    }
    let ids: Vec<PushId> = pushes.keys().copied().collect();
    let mut changed = Vec::new();
    for mut delivery in store::delivery::lock_of_pushes(tx, &ids).await? {
        let push = &pushes[&delivery.push];
        let Some(at) = push.message.and_then(|message| received_at.get(&message)) else { continue };
        let rule = owed_rule(delivery.kind, delivery.role, push.is_stock());
        if delivery.way == Way::Sent && delivery.arrive(Receipt::open(rule, *at, calendar)) {
            changed.push(delivery);
        }
    }
    if !changed.is_empty() {
        store::delivery::save_all(tx, &changed).await?;
    }
    Ok(())
}
