//! What the joint meeting tells units.

mod list;
mod record;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 联席会议通知，新的在前 / what the joint meeting told units, newest first
    List(list::List),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
        }
    }
}
