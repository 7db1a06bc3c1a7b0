//! How far each receiver is behind.

use mailbox::Status as MailboxStatus;
use proto::mailbox::v1::{GetMailboxStatusResponse, ReceiverStatus};
use tonic::{Response, Status};

use super::MailboxRpc;
use crate::{Caller, as_caller, spawned};

pub(super) const RPC: &str = "/shenguan.mailbox.v1.MailboxService/GetMailboxStatus";

pub(super) async fn get_mailbox_status(
    MailboxRpc { doors, mailbox }: MailboxRpc,
    caller: Caller,
) -> Result<Response<GetMailboxStatusResponse>, Status> {
    let (doors_of_call, caller_of_call) = (doors.clone(), caller.clone());
    spawned(&doors, &caller, RPC, async move {
        let mut tx = as_caller(&doors_of_call, &caller_of_call).await?;
        let MailboxStatus { incarnation, receivers, parked } = mailbox::status(&mut tx).await?;
        Ok(GetMailboxStatusResponse {
            service: mailbox.service().to_owned(),
            incarnation: incarnation.map_or_else(String::new, |id| id.to_string()),
            receivers: receivers.into_iter().map(receiver).collect(),
            parked,
            broker_connected: mailbox.connected(),
        })
    })
    .await
}

fn receiver(status: mailbox::ReceiverStatus) -> ReceiverStatus {
    let mailbox::ReceiverStatus { receiver, enrolled, pending, oldest_age_seconds, parked } = status;
    ReceiverStatus { receiver, enrolled, pending, oldest_age_seconds, parked }
}
