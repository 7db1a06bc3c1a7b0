//! Licence decisions of the caller's approval bureau.

mod complete;
mod get;
mod import;
mod list;
mod record;
mod resolve;
mod verdict_file;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 导入公示文件（CSV、XLSX） / import a publicity file; repeating it is safe
    Import(import::Import),
    /// 一条决定 / one decision
    Get(get::Get),
    /// 本单位的决定 / decisions of the unit
    List(list::List),
    /// 指定事项，使待人工分派的决定得以推送 / route a decision by hand
    Resolve(resolve::Resolve),
    /// 补齐缺失要素 / add what an imported decision lacks
    Complete(complete::Complete),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Import(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::List(verb) => verb.run(session).await,
            Self::Resolve(verb) => verb.run(session).await,
            Self::Complete(verb) => verb.run(session).await,
        }
    }
}
