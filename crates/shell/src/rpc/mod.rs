//! The operators' view of the mailbox: the same in every service.

mod get_mailbox_status;
mod list_parked_messages;
mod replay_parked_message;

use mailbox::Mailbox;
use proto::mailbox::v1::{
    GetMailboxStatusRequest, ListParkedMessagesRequest, ReplayParkedMessageRequest,
    mailbox_service_server::{MailboxService, MailboxServiceServer},
};
use sqlx::PgPool;
use tonic::Request;

use crate::{Doors, LARGEST_ANSWER, LARGEST_REQUEST, OfficialNeeded, Reply, Role, Rule, Serves, act, read};

/// Who may look into the mailbox, and who may replay.
pub const MAILBOX_RULES: &[Rule] = &[
    Rule::of::<GetMailboxStatusRequest>(&[Role::PlatformAdmin, Role::Auditor], OfficialNeeded::No),
    Rule::of::<ListParkedMessagesRequest>(&[Role::PlatformAdmin, Role::Auditor], OfficialNeeded::No),
    Rule::of::<ReplayParkedMessageRequest>(&[Role::PlatformAdmin], OfficialNeeded::No),
];

/// `shenguan.mailbox.v1.MailboxService`.
#[derive(Clone, Debug)]
pub struct MailboxRpc {
    /// Of the system role: no unit owns a message, so the policies by unit would show nothing.
    doors: Doors,
    mailbox: Mailbox,
}

impl MailboxRpc {
    /// The service, ready to be added to the routes. `system` is the pool of the role `<service>_system`.
    pub fn server(doors: &Doors, system: PgPool, mailbox: Mailbox) -> MailboxServiceServer<Self> {
        let doors = Doors { rpc: system, ..doors.clone() };
        MailboxServiceServer::new(Self { doors, mailbox })
            .max_decoding_message_size(LARGEST_REQUEST)
            .max_encoding_message_size(LARGEST_ANSWER)
    }
}

impl Serves for MailboxRpc {
    fn doors(&self) -> &Doors {
        &self.doors
    }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl MailboxService for MailboxRpc {
    async fn get_mailbox_status(&self, q: Request<GetMailboxStatusRequest>) -> Reply<GetMailboxStatusRequest> { read(self, q).await }
    async fn list_parked_messages(&self, q: Request<ListParkedMessagesRequest>) -> Reply<ListParkedMessagesRequest> { read(self, q).await }
    async fn replay_parked_message(&self, q: Request<ReplayParkedMessageRequest>) -> Reply<ReplayParkedMessageRequest> { act(self, q).await }
}
