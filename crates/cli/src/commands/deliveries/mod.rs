//! What was delivered to the caller's unit.

mod claim;
mod get;
mod list;
mod record;
mod return_delivery;
mod watch;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 送达本单位的推送 / deliveries to the unit
    List(list::List),
    /// 一条送达 / one delivery
    Get(get::Get),
    /// 持续显示变化，可断点续看 / follow changes from a cursor on
    Watch(watch::Watch),
    /// 认领一条或多条 / claim deliveries
    Claim(claim::Claim),
    /// 退回 / return a delivery
    Return(return_delivery::Return),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Watch(verb) => verb.run(session).await,
            Self::Claim(verb) => verb.run(session).await,
            Self::Return(verb) => verb.run(session).await,
        }
    }
}
