//! Comments on the minutes.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{CommentOnMinutesRequest, minutes_service_client::MinutesServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Comment {
    /// 会议编号（UUID） / meeting id
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 意见，不超过1000字，不得含个人信息 / what the unit says, without personal data
    text: String,
    #[command(flatten)]
    act: Act,
}

impl Comment {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked = CommentOnMinutesRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            meeting_id: self.id.to_string(),
            text: self.text,
        };
        let answer = minutes.comment_on_minutes(request(asked)).await?.into_inner();
        session.output.one(&answer.comment.unwrap_or_default(), record::comment)
    }
}
