//! How far each receiver is behind, and whether the broker is there.

use mailbox::Status;
use proto::mailbox::v1::{GetMailboxStatusRequest, GetMailboxStatusResponse, ReceiverStatus};

use super::MailboxRpc;
use crate::call::{Error, Read, View};

impl Read<MailboxRpc> for GetMailboxStatusRequest {
    async fn read(self, app: &MailboxRpc, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let Status { incarnation, receivers, parked } = mailbox::status(view.tx).await?;
        Ok(GetMailboxStatusResponse {
            service: app.mailbox.service().to_owned(),
            incarnation: incarnation.map_or_else(String::new, |id| id.to_string()),
            receivers: receivers.into_iter().map(receiver).collect(),
            parked,
            broker_connected: app.mailbox.connected(),
        })
    }
}

fn receiver(status: mailbox::ReceiverStatus) -> ReceiverStatus {
    let mailbox::ReceiverStatus { receiver, enrolled, pending, oldest_age_seconds, parked } = status;
    ReceiverStatus { receiver, enrolled, pending, oldest_age_seconds, parked }
}
