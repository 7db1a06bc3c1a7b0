//! One letter.

use clap::Args;
use ids::LetterId;
use proto::notification::v1::{
    GetLetterRequest, supervision_letter_service_client::SupervisionLetterServiceClient,
};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 督办函编号（UUID） / letter id
    id: LetterId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut letters = SupervisionLetterServiceClient::new(session.calls(Service::Notification)?);
        let asked = GetLetterRequest { id: self.id.to_string() };
        let answer = letters.get_letter(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
