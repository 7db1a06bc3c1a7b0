//! Hands a parked message to its handler again.

use ids::ParkedId;
use mailbox::Replayed;
use prost::Message;
use proto::mailbox::v1::{ReplayParkedMessageRequest, ReplayParkedMessageResponse};
use refusal::Refusal;
use tonic::{Response, Status};

use super::MailboxRpc;
use crate::{Attempt, Caller, Error, Write, spawned};

pub(super) const RPC: &str = "/shenguan.mailbox.v1.MailboxService/ReplayParkedMessage";

pub(super) async fn replay_parked_message(
    rpc: MailboxRpc,
    caller: Caller,
    request: ReplayParkedMessageRequest,
) -> Result<Response<ReplayParkedMessageResponse>, Status> {
    let (doors, caller_of_call) = (rpc.doors.clone(), caller.clone());
    spawned(&doors, &caller, RPC, async move { replay(&rpc, &caller_of_call, &request).await }).await
}

async fn replay(
    MailboxRpc { doors, mailbox }: &MailboxRpc,
    caller: &Caller,
    request: &ReplayParkedMessageRequest,
) -> Result<ReplayParkedMessageResponse, Error> {
    let id: ParkedId =
        request.id.parse().map_err(|_| Refusal::field("id", "uuid", "must be a UUID", "必须是UUID"))?;
    let attempt = Attempt {
        rpc: RPC,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &request.encode_to_vec(),
    };
    let mut open = match Write::begin(doors, caller, attempt).await? {
        Write::Answered(response) => return Ok(response),
        Write::Fresh(open) => open,
    };
    let response = match mailbox.replay(open.tx(), id).await? {
        Replayed::Handled => ReplayParkedMessageResponse { handled: true, cause: String::new() },
        Replayed::Rejected(cause) => ReplayParkedMessageResponse { handled: false, cause },
        Replayed::NotFound => return Err(Refusal::not_found("parked message", "滞留消息").into()),
    };
    let response = open.commit(&[id.to_string()], response).await?;
    mailbox.receipts_are_due();
    Ok(response)
}
