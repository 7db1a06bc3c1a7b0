//! Minutes (会议纪要) are drafted in versions, circulated and signed; once issued (印发) nothing changes them, so that is confirmed.

mod content_file;
mod records;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use ids::MeetingId;
use jiff::civil::Date;
use proto::{
    meeting::v1::{
        ApproveMinutesRequest, CirculateMinutesRequest, CommentOnMinutesRequest, DraftMinutesRequest,
        GetMinutesDocumentRequest, GetMinutesRequest, IssueMinutesRequest,
    },
    words::meeting::DocumentFormat,
};

use crate::{
    confirmation::Confirmation,
    failure::Failure,
    files::write,
    session::{Act, Session},
    target::Service,
};

const CONSEQUENCE: &str = "纪要印发后不得更改，议定事项即成为各牵头单位的时限义务。 / Issued minutes never change, and their resolutions become duties.";

#[derive(Subcommand, Debug)]
pub(crate) enum Minutes {
    /// 会议纪要及意见 / the minutes of a meeting, and comments on them
    Get {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 第几版，缺省为最新 / a version, the newest if not given
        #[arg(long, value_name = "N")]
        version: Option<i32>,
    },
    /// 下载纪要文件，供打印或编辑 / download them as PDF or DOCX
    Document {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 保存到哪个文件（.pdf 或 .docx） / file to write to
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// 第几版，默认最新 / a version; the newest by default
        #[arg(long, value_name = "N", default_value_t = 0)]
        version: i32,
    },
    /// 起草下一版（联席会议办公室） / write the next version from a file
    #[command(after_help = content_file::EXAMPLE)]
    Draft {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 纪要内容（.toml 或 .json，UTF-8） / what they say
        file: PathBuf,
        /// 在第几版基础上起草；首版为0 / the version that it is made from; 0 for the first
        #[arg(long, value_name = "N", default_value_t = 0)]
        base_version: i32,
        #[command(flatten)]
        act: Act,
    },
    /// 征求意见（联席会议办公室） / circulate the version that was read
    Circulate {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 意见截止日（含） / last day for comments
        #[arg(long, value_name = "DAY")]
        until: Date,
        /// 征求意见的版本 / the version that was read
        #[arg(long, value_name = "N")]
        version: i32,
        #[command(flatten)]
        act: Act,
    },
    /// 提出意见 / comment on the version that circulates
    Comment {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 意见，不超过1000字，不得含个人信息 / what the unit says, without personal data
        text: String,
        #[command(flatten)]
        act: Act,
    },
    /// 签发（会议主持人） / sign the version that was read
    Approve {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 签发第几版 / the version that was read
        #[arg(long, value_name = "N")]
        version: i32,
        #[command(flatten)]
        act: Act,
    },
    /// 印发，此后不得更改（联席会议办公室） / issue the version that was signed; nothing changes it any more
    Issue {
        /// 会议编号（UUID） / meeting id
        #[arg(value_name = "MEETING")]
        id: MeetingId,
        /// 印发第几版 / the version that was read
        #[arg(long, value_name = "N")]
        version: i32,
        #[command(flatten)]
        confirmation: Confirmation,
        #[command(flatten)]
        act: Act,
    },
}

impl Minutes {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Get { id, version } => {
                let version = version.unwrap_or_default();
                let asked = GetMinutesRequest { meeting_id: id.to_string(), version };
                session.at(Service::Meeting).get(asked).await?.show_whole()
            }
            Self::Document { id, to, version } => download(session, id, &to, version).await,
            Self::Draft { id, file, base_version, act } => {
                let asked = DraftMinutesRequest {
                    meeting_id: id.to_string(),
                    content: Some(content_file::read(&file)?),
                    base_version,
                    ..Default::default()
                };
                session.at(Service::Meeting).act(&act, asked).await?.show(|answer| answer.minutes)
            }
            Self::Circulate { id, until, version, act } => {
                let asked = CirculateMinutesRequest {
                    meeting_id: id.to_string(),
                    comments_until: until.to_string(),
                    version,
                    ..Default::default()
                };
                session.at(Service::Meeting).act(&act, asked).await?.show(|answer| answer.minutes)
            }
            Self::Comment { id, text, act } => {
                let meeting_id = id.to_string();
                let asked = CommentOnMinutesRequest { meeting_id, text, ..Default::default() };
                session.at(Service::Meeting).act(&act, asked).await?.show(|answer| answer.comment)
            }
            Self::Approve { id, version, act } => {
                let meeting_id = id.to_string();
                let asked = ApproveMinutesRequest { meeting_id, version, ..Default::default() };
                session.at(Service::Meeting).act(&act, asked).await?.show(|answer| answer.minutes)
            }
            Self::Issue { id, version, confirmation, act } => {
                confirmation.obtain(session, &act, CONSEQUENCE)?;
                let meeting_id = id.to_string();
                let asked = IssueMinutesRequest { meeting_id, version, ..Default::default() };
                session.at(Service::Meeting).act(&act, asked).await?.show_whole()
            }
        }
    }
}

async fn download(session: &mut Session, id: MeetingId, to: &Path, version: i32) -> Result<(), Failure> {
    let asked = GetMinutesDocumentRequest { meeting_id: id.to_string(), version, format: format(to)?.into() };
    let mut answer = session.at(Service::Meeting).get(asked).await?.answer;
    write(to, &answer.content)?;
    // The file is not said again.
    answer.content.clear();
    session.output.one(&answer)
}

/// What kind of file its name asks for.
fn format(file: &Path) -> Result<DocumentFormat, Failure> {
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("pdf") => Ok(DocumentFormat::Pdf),
        Some("docx") => Ok(DocumentFormat::Docx),
        _ => {
            Err(Failure::usage("文件名须以 .pdf 或 .docx 结尾", "the name of the file ends in .pdf or .docx"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_what_kind_of_file() {
        assert_eq!(format(Path::new("纪要.PDF")).unwrap(), DocumentFormat::Pdf);
        assert_eq!(format(Path::new("纪要.docx")).unwrap(), DocumentFormat::Docx);
        assert!(format(Path::new("纪要")).is_err());
    }
}
