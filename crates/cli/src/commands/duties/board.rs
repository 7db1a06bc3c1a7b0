//! The board: open duties by unit, kind and lamp.

use clap::Args;
use ids::UnitCode;
use proto::notification::v1::{CountDutiesRequest, duty_service_client::DutyServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Board {
    /// 义务单位 / owed by
    #[arg(long, value_name = "UNIT")]
    by: Vec<UnitCode>,
    /// 种类，如 C2 / kind
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
}

impl Board {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let owed_by = self.by.into_iter().map(String::from).collect();
        let asked = CountDutiesRequest { owed_by, kinds: self.kind };
        let answer = duties.count_duties(request(asked)).await?.into_inner();
        session.output.many(&answer.counts, record::board)
    }
}
