//! The roster of the joint meeting.

mod changes;
mod decline;
mod list;
mod propose;
mod record;
mod record_change;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 成员名册：某日或全部沿革 / seats, as of a day or with their past
    List(list::List),
    /// 提出本单位席位的调整 / propose a change of a seat of the unit
    Propose(propose::Propose),
    /// 登记一项调整（联席会议办公室） / record a change
    Record(record_change::Record),
    /// 不予登记并说明理由（联席会议办公室） / decline a change, and say why
    Decline(decline::Decline),
    /// 成员调整，新的在前 / changes, newest first
    Changes(changes::Changes),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Propose(verb) => verb.run(session).await,
            Self::Record(verb) => verb.run(session).await,
            Self::Decline(verb) => verb.run(session).await,
            Self::Changes(verb) => verb.run(session).await,
        }
    }
}
