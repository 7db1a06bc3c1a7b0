//! Topics of the joint meeting.

mod approve;
mod get;
mod list;
mod propose;
mod record;
mod return_topic;
mod submit;
mod summarise;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 议题，新的在前 / topics, newest first
    List(list::List),
    /// 一项议题 / one topic
    Get(get::Get),
    /// 提出议题 / propose a topic
    Propose(propose::Propose),
    /// 汇总：拟提请会议决定的事项（联席会议办公室） / say what is to be decided
    Summarise(summarise::Summarise),
    /// 报总召集人（联席会议办公室） / submit a topic to the chief convener
    Submit(submit::Submit),
    /// 同意（总召集人） / consent to a topic
    Approve(approve::Approve),
    /// 退回并说明理由（总召集人） / return a topic, and say why
    Return(return_topic::Return),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Propose(verb) => verb.run(session).await,
            Self::Summarise(verb) => verb.run(session).await,
            Self::Submit(verb) => verb.run(session).await,
            Self::Approve(verb) => verb.run(session).await,
            Self::Return(verb) => verb.run(session).await,
        }
    }
}
