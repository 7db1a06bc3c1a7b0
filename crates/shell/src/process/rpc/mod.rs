//! The operators' view of the mailbox: the same in every service.

mod get_mailbox_status;
mod list_parked_messages;
mod replay_parked_message;

use mailbox::Mailbox;
use proto::mailbox::v1::{
    GetMailboxStatusRequest, ListParkedMessagesRequest, ReplayParkedMessageRequest,
    mailbox_service_server::{MailboxService, MailboxServiceServer},
};
use reference::Role;
use sqlx::PgPool;
use tonic::Request;

use super::port::sized;
use crate::{
    call::{Reply, Resources, Serves, act, read},
    gate::{Rule, Who, by_system},
};

/// Who may look into the mailbox, and who may replay.
pub const MAILBOX_RULES: &[Rule] = &[
    by_system::<GetMailboxStatusRequest>(WATCHER),
    by_system::<ListParkedMessagesRequest>(WATCHER),
    by_system::<ReplayParkedMessageRequest>(Who::with(&[Role::PlatformAdmin])),
];

/// Who watches over the platform.
const WATCHER: Who = Who::with(&[Role::PlatformAdmin, Role::Auditor]);

/// `shenguan.mailbox.v1.MailboxService`.
#[derive(Clone, Debug)]
pub struct MailboxRpc {
    /// Of the system role: no unit owns a message, so the policies by unit would show nothing.
    resources: Resources,
    mailbox: Mailbox,
}

impl MailboxRpc {
    /// The service, ready to be added to the routes. `system` is the pool of the role `<service>_system`.
    pub fn server(resources: &Resources, system: PgPool, mailbox: Mailbox) -> MailboxServiceServer<Self> {
        let resources = Resources { rpc: system, ..resources.clone() };
        sized!(MailboxServiceServer::new(Self { resources, mailbox }))
    }
}

impl Serves for MailboxRpc {
    fn resources(&self) -> &Resources {
        &self.resources
    }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl MailboxService for MailboxRpc {
    async fn get_mailbox_status(&self, q: Request<GetMailboxStatusRequest>) -> Reply<GetMailboxStatusRequest> { read(self, q).await }
    async fn list_parked_messages(&self, q: Request<ListParkedMessagesRequest>) -> Reply<ListParkedMessagesRequest> { read(self, q).await }
    async fn replay_parked_message(&self, q: Request<ReplayParkedMessageRequest>) -> Reply<ReplayParkedMessageRequest> { act(self, q).await }
}
