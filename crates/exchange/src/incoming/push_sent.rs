//! A push reached this service (Art. 22(1), 23(1)): its units have it from here on.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::PushSent;
use sqlx::PgConnection;

use crate::{Exchange, Host, operations};

impl<H: Host> Handle<PushSent> for Exchange<H> {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<PushSent>]) -> Result<(), Rejected> {
        operations::receive(tx, self, events).await
    }
}
