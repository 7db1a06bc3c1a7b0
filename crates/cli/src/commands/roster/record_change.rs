//! Records a change of the roster.

use clap::Args;
use ids::SeatChangeId;
use proto::meeting::v1::{RecordSeatChangeRequest, roster_service_client::RosterServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Record {
    /// 成员调整编号（UUID） / change id
    id: SeatChangeId,
    #[command(flatten)]
    act: Act,
}

impl Record {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut roster = RosterServiceClient::new(session.calls(Service::Meeting)?);
        let asked = RecordSeatChangeRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = roster.record_seat_change(request(asked)).await?.into_inner();
        session.output.one(&answer, record::recorded)
    }
}
