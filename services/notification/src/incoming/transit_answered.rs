//! A service has said what of its messages was still on the way (在途核对).

use ids::{MessageId, TransitCheckId};
use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::TransitAnswered;
use sqlx::PgConnection;

use crate::{App, store::transit_check};

impl Handle<TransitAnswered> for App {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<TransitAnswered>],
    ) -> Result<(), Rejected> {
        for answer in events {
            let (question, awaited) = answer.read(read)?;
            transit_check::note_answer(tx, &answer.sender, question, awaited.as_deref()).await?;
        }
        Ok(())
    }
}

/// The question, and what is on the way where the answer is complete.
fn read(event: &TransitAnswered) -> Option<(TransitCheckId, Option<Vec<MessageId>>)> {
    let awaited = event.message_ids.iter().map(|id| id.parse().ok());
    let awaited: Option<Vec<MessageId>> = awaited.collect();
    Some((event.check_id.parse().ok()?, Some(awaited?).filter(|_| event.complete)))
}
