//! The invitation as an entry of a calendar.

use std::path::PathBuf;

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{GetInvitationRequest, meeting_service_client::MeetingServiceClient};

use crate::{
    client::request,
    failure::Failure,
    session::{Session, write},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Invitation {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 保存到哪个 .ics 文件，缺省直接显示 / .ics file to write to; printed if not given
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Invitation {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetInvitationRequest { id: self.id.to_string() };
        let answer = meetings.get_invitation(request(asked)).await?.into_inner();
        if let Some(file) = self.to {
            write(&file, answer.ics.as_bytes())?;
            return session.output.note(&format!("日历邀请 / invitation: {}", file.display()));
        }
        // The line feed that ends the entry is printed with it.
        session.output.one(&answer, |answer| answer.ics.trim_end_matches('\n').to_owned())
    }
}
