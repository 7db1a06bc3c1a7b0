//! Minutes of meetings.

mod approve;
mod circulate;
mod comment;
mod content_file;
mod document;
mod draft;
mod get;
mod issue;
mod record;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 会议纪要及意见 / the minutes of a meeting, and comments on them
    Get(get::Get),
    /// 下载纪要文件，供打印或编辑 / download them as PDF or DOCX
    Document(document::Document),
    /// 起草下一版（联席会议办公室） / write the next version from a file
    Draft(draft::Draft),
    /// 征求意见（联席会议办公室） / circulate the version that was read
    Circulate(circulate::Circulate),
    /// 提出意见 / comment on the version that circulates
    Comment(comment::Comment),
    /// 签发（会议主持人） / sign the version that was read
    Approve(approve::Approve),
    /// 印发，此后不得更改（联席会议办公室） / issue the version that was signed; nothing changes it any more
    Issue(issue::Issue),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Get(verb) => verb.run(session).await,
            Self::Document(verb) => verb.run(session).await,
            Self::Draft(verb) => verb.run(session).await,
            Self::Circulate(verb) => verb.run(session).await,
            Self::Comment(verb) => verb.run(session).await,
            Self::Approve(verb) => verb.run(session).await,
            Self::Issue(verb) => verb.run(session).await,
        }
    }
}
