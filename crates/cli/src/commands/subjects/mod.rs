//! The register of supervised subjects.

mod get;
mod list;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 查询本单位的监管对象 / search the unit's subjects
    List(list::List),
    /// 一企一档 / one subject with its licences
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
