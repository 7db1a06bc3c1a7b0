//! Takes a completed decision (补全) into the receiving service; a newer completion is never replaced by an older one.

use ids::{DeliveryId, PushId};
use mailbox::{Received, Rejected};
use proto::exchange::v1::DecisionCompleted;
use sqlx::PgConnection;

use crate::{Completed, Exchange, Happening, Host, host::happened, keys::not_opened, model::Content, store};

/// Replaces the content that the push carries, unless a newer one is known, and hands it to the host. A completion that
/// overtook its push waits for it.
pub(crate) async fn receive_completion<H: Host>(
    tx: &mut PgConnection,
    exchange: &Exchange<H>,
    received: &Received<DecisionCompleted>,
) -> Result<(), Rejected> {
    let Exchange { host, keys, .. } = exchange;
    let event = &received.event;
    let unreadable = || received.unreadable();
    let push: PushId = event.push_id.parse().map_err(|_| unreadable())?;
    let content = Content::LicenceDecision(event.decision.clone().ok_or_else(unreadable)?);
    let personal = keys.open_transport(push, &event.sealed_personal).map_err(|error| not_opened(&error))?;
    let sealed = keys.reseal(push, &event.sealed_personal).map_err(|error| not_opened(&error))?;

    let deliveries = store::delivery::lock_of_pushes(tx, &[push]).await?;
    if deliveries.is_empty() {
        return Err(Rejected::Retry(format!("push {push} is not here yet")));
    }
    if store::push::complete(tx, push, &content, &sealed, event.version).await? {
        store::change::insert_all(tx, &deliveries).await?;
        let ids: Vec<DeliveryId> = deliveries.iter().map(|delivery| delivery.id).collect();
        let completed = Completed { push, deliveries: &ids, content: &content, personal: &personal };
        happened(&**host, tx, content.kind(), Happening::Completed(completed)).await?;
    }
    Ok(())
}
