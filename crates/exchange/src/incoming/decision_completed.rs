//! What a pushed decision lacked was completed by its sender (补全): recipients see it, and their clocks stay.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DecisionCompleted;
use sqlx::PgConnection;

use crate::{Exchange, Host, operations};

impl<H: Host> Handle<DecisionCompleted> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DecisionCompleted>],
    ) -> Result<(), Rejected> {
        for event in events {
            operations::receive_completion(tx, self, event).await?;
        }
        Ok(())
    }
}
