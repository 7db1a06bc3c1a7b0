//! Answers a letter.

use clap::Args;
use ids::LetterId;
use proto::notification::v1::{
    ReplyToLetterRequest, supervision_letter_service_client::SupervisionLetterServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Reply {
    /// 督办函编号（UUID） / letter id
    id: LetterId,
    /// 回复内容 / the answer
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    act: Act,
}

impl Reply {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut letters = SupervisionLetterServiceClient::new(session.calls(Service::Notification)?);
        let asked = ReplyToLetterRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            text: self.text,
        };
        let answer = letters.reply_to_letter(request(asked)).await?.into_inner();
        session.output.one(&answer.letter.unwrap_or_default(), record::letter)
    }
}
