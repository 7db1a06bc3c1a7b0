//! Reminder plans: who is reminded, and when.

mod plans;
mod record;
mod simulate;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 催办方案及依据 / reminder plans and what they rest on
    Plans(plans::Plans),
    /// 若都不办结，某段时间内将提醒谁什么 / what would be told to whom, if nothing were done
    Simulate(simulate::Simulate),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Plans(verb) => verb.run(session).await,
            Self::Simulate(verb) => verb.run(session).await,
        }
    }
}
