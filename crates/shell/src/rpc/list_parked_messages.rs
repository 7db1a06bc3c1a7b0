//! Messages that a handler refused, oldest first, without their bodies.

use ids::ParkedId;
use mailbox::parked::{Parked, list};
use prost_types::Timestamp;
use proto::mailbox::v1::{ListParkedMessagesRequest, ListParkedMessagesResponse, ParkedMessage};
use tonic::{Response, Status};

use super::MailboxRpc;
use crate::{Caller, Page, as_caller, spawned};

pub(super) const RPC: &str = "/shenguan.mailbox.v1.MailboxService/ListParkedMessages";

pub(super) async fn list_parked_messages(
    MailboxRpc { doors, .. }: MailboxRpc,
    caller: Caller,
    request: ListParkedMessagesRequest,
) -> Result<Response<ListParkedMessagesResponse>, Status> {
    let (doors_of_call, caller_of_call) = (doors.clone(), caller.clone());
    spawned(&doors, &caller, RPC, async move {
        let page = Page::<ParkedId>::parse(request.page_size, &request.page_token, b"")?;
        let mut tx = as_caller(&doors_of_call, &caller_of_call).await?;
        let rows = list(&mut tx, page.after, page.limit()).await?;
        let (rows, next_page_token) = page.cut(rows, |row| row.id);
        Ok(ListParkedMessagesResponse { messages: rows.into_iter().map(message).collect(), next_page_token })
    })
    .await
}

fn message(parked: Parked) -> ParkedMessage {
    let at = parked.parked_at;
    ParkedMessage {
        id: parked.id.to_string(),
        message_id: parked.message.map_or_else(String::new, |id| id.to_string()),
        sender: parked.sender,
        event: parked.event.unwrap_or_default(),
        cause: parked.cause,
        create_time: Some(Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() }),
        seen: parked.seen,
    }
}
