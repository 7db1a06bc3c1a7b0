//! Bulletins about resolutions of the joint meeting.

mod get;
mod issue;
mod list;
mod record;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 通报，新的在前 / bulletins, newest first
    List(list::List),
    /// 一期通报 / one bulletin
    Get(get::Get),
    /// 通报议定事项落实情况（联席会议办公室） / tell every unit how far all resolutions are
    Issue(issue::Issue),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Issue(verb) => verb.run(session).await,
        }
    }
}
