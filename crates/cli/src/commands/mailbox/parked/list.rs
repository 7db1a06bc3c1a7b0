//! Parked messages, oldest first.

use clap::Args;
use proto::mailbox::v1::{
    ListParkedMessagesRequest, ParkedMessage, mailbox_service_client::MailboxServiceClient,
};

use crate::{
    client::request, failure::Failure, output::table, pages::Pages, session::Session, target::Service, words,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 哪个服务的信箱 / whose mailbox
    #[arg(long, value_enum, default_value = "approval")]
    service: Service,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut mailbox = MailboxServiceClient::new(session.calls(self.service)?);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListParkedMessagesRequest { page_size, page_token };
                let answer = mailbox.list_parked_messages(request(asked)).await?.into_inner();
                Ok((answer.messages, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, lines)
    }
}

fn lines(messages: &[ParkedMessage]) -> String {
    table(
        ["编号", "发出方", "事件", "原因", "首次时间", "次数"],
        messages.iter().map(|message| {
            [
                message.id.clone(),
                message.sender.clone(),
                message.event.clone(),
                message.cause.clone(),
                words::instant(message.create_time.as_ref()),
                message.seen.to_string(),
            ]
        }),
    )
}
