//! The duty ledger: who owes what by when.

mod board;
mod explain;
mod finding;
mod get;
mod kinds;
mod list;
mod record;
mod watch;

use clap::Subcommand;

pub(super) use record::lines;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 本单位所负和所享的义务，先到期的在前 / duties that the unit owes or is owed
    List(list::List),
    /// 一项义务，含逾期说明与认定 / one duty
    Get(get::Get),
    /// 亮灯牌：各单位未办义务数 / the board: open duties by unit, kind and lamp
    Board(board::Board),
    /// 持续显示变化，可断点续看 / follow changes from a cursor on
    Watch(watch::Watch),
    /// 说明逾期原因 / say why the unit was late
    Explain(explain::Explain),
    /// 督办认定 / record what the office finds of a lateness
    Finding(finding::RecordFinding),
    /// 义务种类与规则版本 / kinds of duties
    Kinds(kinds::Kinds),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Board(verb) => verb.run(session).await,
            Self::Watch(verb) => verb.run(session).await,
            Self::Explain(verb) => verb.run(session).await,
            Self::Finding(verb) => verb.run(session).await,
            Self::Kinds(verb) => verb.run(session).await,
        }
    }
}
