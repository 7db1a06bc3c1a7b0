//! Writes the next version of the minutes.

use std::path::PathBuf;

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{DraftMinutesRequest, minutes_service_client::MinutesServiceClient};

use super::{content_file, record};
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
#[command(after_help = content_file::EXAMPLE)]
pub(crate) struct Draft {
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
}

impl Draft {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let content = content_file::read(&self.file)?;
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked = DraftMinutesRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            meeting_id: self.id.to_string(),
            content: Some(content),
            base_version: self.base_version,
        };
        let answer = minutes.draft_minutes(request(asked)).await?.into_inner();
        session.output.one(&answer.minutes.unwrap_or_default(), record::minutes)
    }
}
