//! Messages that a handler refused, oldest first, without their bodies.

use ids::ParkedId;
use mailbox::parked::{Parked, list};
use proto::{
    mailbox::v1::{ListParkedMessagesRequest, ListParkedMessagesResponse, ParkedMessage},
    timestamp_to_proto,
};

use super::MailboxRpc;
use crate::call::{Error, Page, Read, View};

impl Read<MailboxRpc> for ListParkedMessagesRequest {
    async fn read(self, _: &MailboxRpc, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<ParkedId>::of(&self)?;
        let rows = list(view.tx, page.after, page.limit()).await?;
        let (rows, next_page_token) = page.cut(rows, |row| row.id);
        Ok(ListParkedMessagesResponse { messages: rows.into_iter().map(message).collect(), next_page_token })
    }
}

fn message(parked: Parked) -> ParkedMessage {
    ParkedMessage {
        id: parked.id.to_string(),
        message_id: parked.message.map_or_else(String::new, |id| id.to_string()),
        sender: parked.sender,
        event: parked.event.unwrap_or_default(),
        cause: parked.cause,
        create_time: Some(timestamp_to_proto(parked.parked_at)),
        seen: parked.seen,
    }
}
