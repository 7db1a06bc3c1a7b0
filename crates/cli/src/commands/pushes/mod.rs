//! What the caller's unit pushed.

mod get;
mod list;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 本单位的推送 / pushes of the unit
    List(list::List),
    /// 一条推送及其送达 / one push with its deliveries
    Get(get::Get),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
        }
    }
}
