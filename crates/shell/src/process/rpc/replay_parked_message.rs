//! Hands a parked message to its handler again: by hand, since it was parked because trying again would not have helped.

use ids::ParkedId;
use mailbox::Replayed;
use proto::mailbox::v1::{ReplayParkedMessageRequest, ReplayParkedMessageResponse};
use refusal::Refusal;

use super::MailboxRpc;
use crate::call::{Act, Context, Done, Error};

impl Act<MailboxRpc> for ReplayParkedMessageRequest {
    async fn act(self, app: &MailboxRpc, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: ParkedId =
            self.id.parse().map_err(|_| Refusal::field("id", "uuid", "must be a UUID", "必须是UUID"))?;
        let answer = match app.mailbox.replay(context.tx, id).await? {
            Replayed::Handled => ReplayParkedMessageResponse { handled: true, cause: String::new() },
            Replayed::Rejected(cause) => ReplayParkedMessageResponse { handled: false, cause },
            Replayed::NotFound => return Err(Refusal::not_found("parked message", "滞留消息").into()),
        };
        Ok(Done::with(id, answer))
    }

    fn committed(app: &MailboxRpc) {
        app.mailbox.receipts_are_due();
    }
}
