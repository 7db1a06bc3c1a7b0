//! Reminder plans: who is reminded, and when.

mod deputies;
mod deputy;
mod end_deputy;
mod end_silence;
mod plans;
mod record;
mod silence;
mod silences;
mod simulate;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 催办方案及依据 / reminder plans and what they rest on
    Plans(plans::Plans),
    /// 若都不办结，某段时间内将提醒谁什么 / what would be told to whom, if nothing were done
    Simulate(simulate::Simulate),
    /// 静默本单位的提醒（单位负责人） / silence the unit's reminders for a while
    Silence(silence::Silence),
    /// 提前结束静默 / end a silence before its time
    EndSilence(end_silence::EndSilence),
    /// 静默记录 / silences, newest first
    Silences(silences::Silences),
    /// 指定代理人 / name a deputy
    Deputy(deputy::Deputy),
    /// 提前结束代理 / end the days of a deputy early
    EndDeputy(end_deputy::EndDeputy),
    /// 代理记录 / deputies, those named last first
    Deputies(deputies::Deputies),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Plans(verb) => verb.run(session).await,
            Self::Simulate(verb) => verb.run(session).await,
            Self::Silence(verb) => verb.run(session).await,
            Self::EndSilence(verb) => verb.run(session).await,
            Self::Silences(verb) => verb.run(session).await,
            Self::Deputy(verb) => verb.run(session).await,
            Self::EndDeputy(verb) => verb.run(session).await,
            Self::Deputies(verb) => verb.run(session).await,
        }
    }
}
