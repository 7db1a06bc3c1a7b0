//! Tells the recipients of a push that what its decision lacked was completed (补全, Art. 22(2)).

use ids::{DeliveryId, PushId};
use jiff::Timestamp;
use mailbox::Messages;
use proto::{
    exchange::v1::{DecisionCompleted, LicenceDecision, PersonalData},
    timestamp_to_proto,
};
use shell::Error;
use sqlx::PgConnection;

use crate::{
    Completed, Exchange, Happening, Host,
    host::happened,
    keys::not_sealed,
    model::{Content, Way},
    store,
};

/// The completed decision of a push.
pub struct Completion {
    /// The push that told of it.
    pub push: PushId,
    /// The decision as it is now, without personal data.
    pub decision: LicenceDecision,
    /// Its personal data as it is now, in clear.
    pub personal: PersonalData,
    /// Greater than that of any earlier completion; a push begins with 1.
    pub version: i32,
    /// When it was completed.
    pub at: Timestamp,
}

/// Replaces the decision that the push carries and says so: to recipients elsewhere by a message, to those that are served here
/// at once. Deadlines and claims stay as they are.
pub async fn complete<H: Host>(
    tx: &mut PgConnection,
    messages: &mut Messages,
    exchange: &Exchange<H>,
    completion: &Completion,
) -> Result<(), Error> {
    let Completion { push, personal, .. } = completion;
    let sealed = exchange.keys.seal_at_rest(*push, personal).map_err(|error| not_sealed(&error))?;
    let travelling = exchange.keys.seal_transport(*push, personal).map_err(|error| not_sealed(&error))?;
    let content = Content::LicenceDecision(completion.decision.clone());
    store::push::complete(tx, *push, &content, &sealed, completion.version).await?;
    let deliveries = store::delivery::list_of_pushes(tx, &[*push]).await?;
    let (here, there): (Vec<_>, Vec<_>) =
        deliveries.into_iter().partition(|delivery| delivery.way == Way::Within);
    if !here.is_empty() {
        store::change::insert_all(tx, &here).await?;
        let ids: Vec<DeliveryId> = here.iter().map(|delivery| delivery.id).collect();
        let completed = Completed { push: *push, deliveries: &ids, content: &content, personal };
        happened(&*exchange.host, tx, content.kind(), Happening::Completed(completed)).await?;
    }
    if there.is_empty() {
        return Ok(());
    }
    let event = DecisionCompleted {
        push_id: push.to_string(),
        decision: Some(completion.decision.clone()),
        sealed_personal: travelling.into(),
        complete_time: Some(timestamp_to_proto(completion.at)),
        version: completion.version,
    };
    messages.say(&event);
    Ok(())
}
