//! Hands a parked message to its handler again.

use clap::Args;
use ids::ParkedId;
use proto::mailbox::v1::{
    ReplayParkedMessageRequest, ReplayParkedMessageResponse, mailbox_service_client::MailboxServiceClient,
};

use crate::{
    client::request,
    failure::{Exit, Failure},
    output::sheet,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Replay {
    /// 搁置消息编号 / id of the parked message
    id: ParkedId,
    /// 哪个服务的信箱 / whose mailbox
    #[arg(long, value_enum, default_value = "approval")]
    service: Service,
    #[command(flatten)]
    act: Act,
}

impl Replay {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut mailbox = MailboxServiceClient::new(session.calls(self.service)?);
        let asked = ReplayParkedMessageRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = mailbox.replay_parked_message(request(asked)).await?.into_inner();
        session.output.one(&answer, whole)?;
        if answer.handled || self.act.check {
            return Ok(());
        }
        Err(Failure::found(Exit::Failure, "仍然无法处理", answer.cause))
    }
}

fn whole(answer: &ReplayParkedMessageResponse) -> String {
    sheet([
        ("结果", if answer.handled { "已处理" } else { "未处理" }.to_owned()),
        ("原因", answer.cause.clone()),
    ])
}
