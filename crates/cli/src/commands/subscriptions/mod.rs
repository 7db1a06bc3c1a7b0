//! A subscription (订阅) is a way of the unit to one receiver besides the inbox.

mod create;
mod records;

use std::path::PathBuf;

use clap::Subcommand;
use ids::{DispatchId, SubscriptionId};
use proto::notification::v1::{
    DisableSubscriptionRequest, EnableSubscriptionRequest, GetDispatchRequest, ListDispatchesRequest,
    ListSubscriptionsRequest, PreviewMessagesRequest, RecoverSubscriptionRequest, ResendDispatchRequest,
    RotateSigningKeyRequest, TestSubscriptionRequest, VerifySubscriptionRequest,
};

use crate::{
    failure::Failure,
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{self, text},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Subscriptions {
    /// 本单位的订阅 / the unit's subscriptions
    List {
        #[command(flatten)]
        pages: Pages,
    },
    /// 新增订阅，并向接收端发送验证码 / subscribe; the receiver is sent a code
    Create(Box<create::Create>),
    /// 回填接收端收到的验证码 / repeat the code that the receiver was sent
    Verify {
        /// 订阅编号 / subscription id
        id: SubscriptionId,
        /// 六位验证码 / six digits
        code: String,
        #[command(flatten)]
        act: Act,
    },
    /// 停用 / end a subscription
    Disable {
        /// 订阅编号 / subscription id
        id: SubscriptionId,
        #[command(flatten)]
        act: Act,
    },
    /// 重新启用，须再次验证 / take it up again, with a new code
    Enable {
        /// 订阅编号 / subscription id
        id: SubscriptionId,
        #[command(flatten)]
        act: Act,
    },
    /// 发送测试消息 / send a message that tells of nothing
    Test {
        /// 订阅编号 / subscription id
        id: SubscriptionId,
        #[command(flatten)]
        act: Act,
    },
    /// 更换 Webhook 签名密钥 / replace the signing key; both sign for a day
    Rotate {
        /// 订阅编号 / subscription id
        id: SubscriptionId,
        /// 新签名密钥文件（whsec_…） / file with the new key
        #[arg(long, value_name = "FILE")]
        key_file: PathBuf,
        #[command(flatten)]
        act: Act,
    },
    /// 补发未送达的提醒 / send again what did not arrive
    Recover {
        /// 订阅编号 / subscription id
        id: SubscriptionId,
        /// 自何时起：日期或RFC 3339时间 / from a day or an instant on
        #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
        since: prost_types::Timestamp,
        #[command(flatten)]
        act: Act,
    },
    /// 各类消息的样例 / what messages say, for sample data
    Preview,
    /// 发送记录，新的在前 / the delivery log, newest first
    Log {
        /// 只列发往该订阅的 / only messages to this subscription
        #[arg(long, value_name = "SUBSCRIPTION")]
        to: Option<SubscriptionId>,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一条消息、未发送的原因及其每次发送 / one message, why it was not sent, and every attempt
    Message {
        /// 消息编号 / message id
        id: DispatchId,
    },
    /// 重发未送达的消息 / send a message again that did not arrive
    Resend {
        /// 消息编号 / message id
        id: DispatchId,
        #[command(flatten)]
        act: Act,
    },
}

impl Subscriptions {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let notification = session.at(Service::Notification);
        match self {
            Self::List { pages } => notification.list(&pages, ListSubscriptionsRequest::default()).await,
            Self::Create(create) => {
                let asked = create.asked()?;
                notification.act(&create.act, asked).await?.show(|answer| answer.subscription)
            }
            Self::Verify { id, code, act } => {
                let asked = VerifySubscriptionRequest { id: id.to_string(), code, ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.subscription)
            }
            Self::Disable { id, act } => {
                let asked = DisableSubscriptionRequest { id: id.to_string(), ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.subscription)
            }
            Self::Enable { id, act } => {
                let asked = EnableSubscriptionRequest { id: id.to_string(), ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.subscription)
            }
            Self::Test { id, act } => {
                let asked = TestSubscriptionRequest { id: id.to_string(), ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.dispatch)
            }
            Self::Rotate { id, key_file, act } => {
                let signing_key = create::first_line(&key_file)?;
                let asked = RotateSigningKeyRequest { id: id.to_string(), signing_key, ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.subscription)
            }
            Self::Recover { id, since, act } => {
                let since = Some(since);
                let asked = RecoverSubscriptionRequest { id: id.to_string(), since, ..Default::default() };
                notification.act(&act, asked).await?.show_whole()
            }
            Self::Preview => {
                notification.get(PreviewMessagesRequest {}).await?.show_rows(|answer| answer.messages)
            }
            Self::Log { to, pages } => {
                let asked = ListDispatchesRequest { subscription_id: text(to), ..Default::default() };
                notification.list(&pages, asked).await
            }
            Self::Message { id } => {
                notification.get(GetDispatchRequest { id: id.to_string() }).await?.show_whole()
            }
            Self::Resend { id, act } => {
                let asked = ResendDispatchRequest { id: id.to_string(), ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.dispatch)
            }
        }
    }
}
