//! Subscriptions: where notices go besides the inbox.

mod create;
mod disable;
mod enable;
mod list;
mod log;
mod message;
mod preview;
mod record;
mod recover;
mod resend;
mod rotate;
mod test;
mod verify;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 本单位的订阅 / the unit's subscriptions
    List(list::List),
    /// 新增订阅，并向接收端发送验证码 / subscribe; the receiver is sent a code
    Create(Box<create::Create>),
    /// 回填接收端收到的验证码 / repeat the code that the receiver was sent
    Verify(verify::Verify),
    /// 停用 / end a subscription
    Disable(disable::Disable),
    /// 重新启用，须再次验证 / take it up again, with a new code
    Enable(enable::Enable),
    /// 发送测试消息 / send a message that tells of nothing
    Test(test::Test),
    /// 更换 Webhook 签名密钥 / replace the signing key; both sign for a day
    Rotate(rotate::Rotate),
    /// 补发未送达的提醒 / send again what did not arrive
    Recover(recover::Recover),
    /// 各类消息的样例 / what messages say, for sample data
    Preview(preview::Preview),
    /// 发送记录，新的在前 / the delivery log, newest first
    Log(log::Log),
    /// 一条消息及其每次发送 / one message with every attempt
    Message(message::Message),
    /// 重发未送达的消息 / send a message again that did not arrive
    Resend(resend::Resend),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Create(verb) => verb.run(session).await,
            Self::Verify(verb) => verb.run(session).await,
            Self::Disable(verb) => verb.run(session).await,
            Self::Enable(verb) => verb.run(session).await,
            Self::Test(verb) => verb.run(session).await,
            Self::Rotate(verb) => verb.run(session).await,
            Self::Recover(verb) => verb.run(session).await,
            Self::Preview(verb) => verb.run(session).await,
            Self::Log(verb) => verb.run(session).await,
            Self::Message(verb) => verb.run(session).await,
            Self::Resend(verb) => verb.run(session).await,
        }
    }
}
