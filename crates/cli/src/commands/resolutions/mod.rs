//! Resolutions of the joint meeting.

mod accept;
mod decide_extension;
mod extend;
mod get;
mod list;
mod reassign;
mod record;
mod reopen;
mod report;
mod submit;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 议定事项，新的在前 / resolutions, newest first
    List(list::List),
    /// 一项议定事项及其进展、延期 / one resolution with its reports and extensions
    Get(get::Get),
    /// 报告进展（牵头、配合单位） / say how far it is
    Report(report::Report),
    /// 报请验收（牵头单位） / say that it is done, and by what that is seen
    Submit(submit::Submit),
    /// 验收（联席会议办公室） / accept what was submitted
    Accept(accept::Accept),
    /// 退回补办（联席会议办公室） / give it back, and say why
    Reopen(reopen::Reopen),
    /// 改派牵头单位（联席会议办公室） / have another unit lead it, and say why
    Reassign(reassign::Reassign),
    /// 申请延期（牵头单位） / ask for a later day, and say why
    Extend(extend::Extend),
    /// 同意或不同意延期（联席会议办公室） / grant or decline a later day
    DecideExtension(decide_extension::DecideExtension),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Get(verb) => verb.run(session).await,
            Self::Report(verb) => verb.run(session).await,
            Self::Submit(verb) => verb.run(session).await,
            Self::Accept(verb) => verb.run(session).await,
            Self::Reopen(verb) => verb.run(session).await,
            Self::Reassign(verb) => verb.run(session).await,
            Self::Extend(verb) => verb.run(session).await,
            Self::DecideExtension(verb) => verb.run(session).await,
        }
    }
}
