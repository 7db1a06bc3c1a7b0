//! A push reached this service (Art. 22(1), 23(1)).

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::PushSent;
use sqlx::PgConnection;

use crate::{Exchange, Host, operations};

impl<H: Host> Handle<PushSent> for Exchange<H> {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<PushSent>]) -> Result<(), Rejected> {
        let calendar = self.reference.calendar();
        operations::receive(tx, &*self.host, &self.doors.outbox, &self.keys, &calendar, events).await
    }
}
