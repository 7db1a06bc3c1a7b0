//! The working-day calendar.

mod close;
mod closures;
mod explain;
mod load;
mod reopen;
mod years;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 计算工作日期限并逐日说明 / count working days and explain the date
    Explain(explain::Explain),
    /// 已装入的年份 / the years that are loaded
    Years(years::Years),
    /// 装入一年的日历 / load a year's file
    Load(load::Load),
    /// 停止办公的日期 / the days that were closed
    Closures(closures::Closures),
    /// 某日停止办公，不计为工作日 / close a day: it does not count
    Close(close::Close),
    /// 撤销停止办公，恢复计为工作日 / lift a closure: the day counts again
    Reopen(reopen::Reopen),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Explain(verb) => verb.run(session).await,
            Self::Years(verb) => verb.run(session).await,
            Self::Load(verb) => verb.run(session).await,
            Self::Closures(verb) => verb.run(session).await,
            Self::Close(verb) => verb.run(session).await,
            Self::Reopen(verb) => verb.run(session).await,
        }
    }
}
