//! The working-day calendar.

mod explain;
mod load;
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
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Explain(verb) => verb.run(session).await,
            Self::Years(verb) => verb.run(session).await,
            Self::Load(verb) => verb.run(session).await,
        }
    }
}
