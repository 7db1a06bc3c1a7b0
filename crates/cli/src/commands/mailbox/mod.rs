//! The mailbox between services, as operators see it.

mod parked;
mod replay;
mod status;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 各接收方还差多少回执 / how far each receiver is behind
    Status(status::Status),
    /// 无法处理而搁置的消息 / messages that a handler refused
    #[command(subcommand)]
    Parked(parked::Verb),
    /// 重新处理一条搁置的消息 / hand a parked message to its handler again
    Replay(replay::Replay),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Status(verb) => verb.run(session).await,
            Self::Parked(verb) => verb.run(session).await,
            Self::Replay(verb) => verb.run(session).await,
        }
    }
}
