//! Downloads the minutes as a document.

use std::path::{Path, PathBuf};

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{
    DocumentFormat, GetMinutesDocumentRequest, minutes_service_client::MinutesServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Session, write},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Document {
    /// 会议编号（UUID） / meeting id
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 保存到哪个文件（.pdf 或 .docx） / file to write to
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// 第几版，默认最新 / a version; the newest by default
    #[arg(long, value_name = "N", default_value_t = 0)]
    version: i32,
}

impl Document {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let format = format(&self.to)?;
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetMinutesDocumentRequest {
            meeting_id: self.id.to_string(),
            version: self.version,
            format: format.into(),
        };
        let mut answer = minutes.get_minutes_document(request(asked)).await?.into_inner();
        write(&self.to, &answer.content)?;
        // The file is not said again.
        answer.content.clear();
        session.output.one(&answer, record::document)
    }
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
