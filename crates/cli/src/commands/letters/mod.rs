//! Supervision letters.

mod close;
mod get;
mod issue;
mod list;
mod record;
mod reply;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 督办函，新的在前 / letters, newest first
    List(list::List),
    /// 一封督办函及其义务、回复 / one letter with its duties and answers
    Get(get::Get),
    /// 就逾期义务发函督办 / write to a unit about its late duties
    Issue(issue::Issue),
    /// 回复 / answer a letter
    Reply(reply::Reply),
    /// 办结 / close a letter and say what came of it
    Close(close::Close),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Issue(verb) => verb.run(session).await,
            Self::Reply(verb) => verb.run(session).await,
            Self::Close(verb) => verb.run(session).await,
        }
    }
}
