//! Declines a change of the roster.

use clap::Args;
use ids::SeatChangeId;
use proto::meeting::v1::{DeclineSeatChangeRequest, roster_service_client::RosterServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Decline {
    /// 成员调整编号（UUID） / change id
    id: SeatChangeId,
    /// 理由 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Decline {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut roster = RosterServiceClient::new(session.calls(Service::Meeting)?);
        let asked = DeclineSeatChangeRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            reason: self.reason,
        };
        let answer = roster.decline_seat_change(request(asked)).await?.into_inner();
        session.output.one(&answer.change.unwrap_or_default(), record::change)
    }
}
