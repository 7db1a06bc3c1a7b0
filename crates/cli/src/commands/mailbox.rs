//! The mailbox between services, as operators see it: who is behind, what was parked, and that handed over again.

use clap::Subcommand;
use client::words::{instant, yes};
use ids::ParkedId;
use proto::mailbox::v1::{
    GetMailboxStatusRequest, GetMailboxStatusResponse, ListParkedMessagesRequest, ParkedMessage,
    ReceiverStatus, ReplayParkedMessageRequest, ReplayParkedMessageResponse,
};

use crate::{
    failure::{Exit, Failure},
    output::{Row, Show, rows, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
};

#[derive(Subcommand, Debug)]
pub(crate) enum Mailbox {
    /// 各接收方还差多少回执 / how far each receiver is behind
    Status {
        /// 哪个服务的信箱 / whose mailbox
        #[arg(long, value_enum, default_value = "approval")]
        service: Service,
    },
    /// 无法处理而搁置的消息 / messages that a handler refused
    #[command(subcommand)]
    Parked(Parked),
    /// 重新处理一条搁置的消息 / hand a parked message to its handler again
    Replay {
        /// 搁置消息编号 / id of the parked message
        id: ParkedId,
        /// 哪个服务的信箱 / whose mailbox
        #[arg(long, value_enum, default_value = "approval")]
        service: Service,
        #[command(flatten)]
        act: Act,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum Parked {
    /// 列出，最早的在前 / list, oldest first
    List {
        /// 哪个服务的信箱 / whose mailbox
        #[arg(long, value_enum, default_value = "approval")]
        service: Service,
        #[command(flatten)]
        pages: Pages,
    },
}

impl Mailbox {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Status { service } => {
                session.at(service).get(GetMailboxStatusRequest {}).await?.show_whole()
            }
            Self::Parked(Parked::List { service, pages }) => {
                session.at(service).list(&pages, ListParkedMessagesRequest::default()).await
            }
            Self::Replay { id, service, act } => {
                let asked = ReplayParkedMessageRequest { id: id.to_string(), ..Default::default() };
                let answer = session.at(service).act(&act, asked).await?.answer;
                session.output.one(&answer)?;
                if answer.handled || act.check {
                    return Ok(());
                }
                Err(Failure::found(Exit::Failure, "仍然无法处理", answer.cause))
            }
        }
    }
}

impl Show for GetMailboxStatusResponse {
    fn sheet(&self) -> String {
        let head = sheet([
            ("服务", self.service.clone()),
            ("数据库标识", self.incarnation.clone()),
            ("消息服务器", if self.broker_connected { "已连接" } else { "未连接" }.to_owned()),
            ("搁置", self.parked.to_string()),
        ]);
        format!("{head}\n\n{}", rows(&self.receivers))
    }
}

impl Row<5> for ReceiverStatus {
    const HEAD: [&'static str; 5] = ["接收方", "参与", "待回执", "最早一条（秒）", "对方搁置"];

    fn row(&self) -> [String; 5] {
        [
            self.receiver.clone(),
            yes(self.enrolled),
            self.pending.to_string(),
            format!("{:.0}", self.oldest_age_seconds),
            self.parked.to_string(),
        ]
    }
}

impl Row<6> for ParkedMessage {
    const HEAD: [&'static str; 6] = ["编号", "发出方", "事件", "原因", "首次时间", "次数"];

    fn row(&self) -> [String; 6] {
        [
            self.id.clone(),
            self.sender.clone(),
            self.event.clone(),
            self.cause.clone(),
            instant(self.create_time.as_ref()),
            self.seen.to_string(),
        ]
    }
}

impl Show for ReplayParkedMessageResponse {
    fn sheet(&self) -> String {
        sheet([
            ("结果", if self.handled { "已处理" } else { "未处理" }.to_owned()),
            ("原因", self.cause.clone()),
        ])
    }
}
