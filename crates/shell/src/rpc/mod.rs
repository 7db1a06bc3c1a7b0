//! The operators' view of the mailbox: the same in every service.

mod get_mailbox_status;
mod list_parked_messages;
mod replay_parked_message;

use mailbox::Mailbox;
use proto::mailbox::v1::{
    GetMailboxStatusRequest, GetMailboxStatusResponse, ListParkedMessagesRequest, ListParkedMessagesResponse,
    ReplayParkedMessageRequest, ReplayParkedMessageResponse,
    mailbox_service_server::{MailboxService, MailboxServiceServer},
};
use sqlx::PgPool;
use tonic::{Request, Response, Status};

use crate::{Caller, Doors, LARGEST_ANSWER, LARGEST_REQUEST, OfficialNeeded, Role, Rule};

/// Who may look into the mailbox, and who may replay.
pub const MAILBOX_RULES: &[Rule] = &[
    Rule {
        rpc: get_mailbox_status::RPC,
        roles: &[Role::PlatformAdmin, Role::Auditor],
        official: OfficialNeeded::No,
    },
    Rule {
        rpc: list_parked_messages::RPC,
        roles: &[Role::PlatformAdmin, Role::Auditor],
        official: OfficialNeeded::No,
    },
    Rule { rpc: replay_parked_message::RPC, roles: &[Role::PlatformAdmin], official: OfficialNeeded::No },
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

#[tonic::async_trait]
impl MailboxService for MailboxRpc {
    async fn get_mailbox_status(
        &self,
        request: Request<GetMailboxStatusRequest>,
    ) -> Result<Response<GetMailboxStatusResponse>, Status> {
        get_mailbox_status::get_mailbox_status(self.clone(), Caller::of(&request)?).await
    }

    async fn list_parked_messages(
        &self,
        request: Request<ListParkedMessagesRequest>,
    ) -> Result<Response<ListParkedMessagesResponse>, Status> {
        let caller = Caller::of(&request)?;
        list_parked_messages::list_parked_messages(self.clone(), caller, request.into_inner()).await
    }

    async fn replay_parked_message(
        &self,
        request: Request<ReplayParkedMessageRequest>,
    ) -> Result<Response<ReplayParkedMessageResponse>, Status> {
        let caller = Caller::of(&request)?;
        replay_parked_message::replay_parked_message(self.clone(), caller, request.into_inner()).await
    }
}
