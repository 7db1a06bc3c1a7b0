//! Notices: what was told to whom.

mod get;
mod list;
mod read;
mod record;
mod report;
mod watch;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 提醒收件箱，新的在前 / the inbox, newest first
    List(list::List),
    /// 一条提醒及其所涉义务 / one notice with its duties
    Get(get::Get),
    /// 持续查看新的提醒 / follow what is told
    Watch(watch::Watch),
    /// 催办送达情况，可打印 / who was told what, when, on which way, with which result
    Report(report::Report),
    /// 标为已读（不停止任何时限） / mark as read; no clock stops
    Read(read::Read),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Watch(verb) => verb.run(session).await,
            Self::Report(verb) => verb.run(session).await,
            Self::Read(verb) => verb.run(session).await,
        }
    }
}
