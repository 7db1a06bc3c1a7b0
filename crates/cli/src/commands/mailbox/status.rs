//! How far each receiver is behind.

use clap::Args;
use proto::mailbox::v1::{
    GetMailboxStatusRequest, GetMailboxStatusResponse, mailbox_service_client::MailboxServiceClient,
};

use crate::{
    client::request,
    failure::Failure,
    output::{sheet, table},
    session::Session,
    target::Service,
    words,
};

#[derive(Args, Debug)]
pub(crate) struct Status {
    /// 哪个服务的信箱 / whose mailbox
    #[arg(long, value_enum, default_value = "approval")]
    service: Service,
}

impl Status {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut mailbox = MailboxServiceClient::new(session.calls(self.service)?);
        let answer = mailbox.get_mailbox_status(request(GetMailboxStatusRequest {})).await?.into_inner();
        session.output.one(&answer, whole)
    }
}

fn whole(status: &GetMailboxStatusResponse) -> String {
    let parts = sheet([
        ("服务", status.service.clone()),
        ("数据库标识", status.incarnation.clone()),
        ("消息服务器", if status.broker_connected { "已连接" } else { "未连接" }.to_owned()),
        ("搁置", status.parked.to_string()),
    ]);
    let lines = table(
        ["接收方", "参与", "待回执", "最早一条（秒）", "对方搁置"],
        status.receivers.iter().map(|one| {
            [
                one.receiver.clone(),
                words::yes(one.enrolled),
                one.pending.to_string(),
                format!("{:.0}", one.oldest_age_seconds),
                one.parked.to_string(),
            ]
        }),
    );
    format!("{parts}\n\n{lines}")
}
