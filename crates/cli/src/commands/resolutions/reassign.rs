//! Has another unit lead a resolution.

use clap::Args;
use ids::{ResolutionId, UnitCode};
use jiff::civil::Date;
use proto::meeting::v1::{ReassignResolutionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Reassign {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
    /// 新的牵头单位 / unit that leads it from now on
    #[arg(long, value_name = "UNIT")]
    to: UnitCode,
    /// 办理期限（含） / its last day
    #[arg(long, value_name = "DAY")]
    due: Date,
    /// 理由，不超过300字 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Reassign {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ReassignResolutionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            lead_unit: self.to.to_string(),
            due_on: self.due.to_string(),
            reason: self.reason,
        };
        let answer = resolutions.reassign_resolution(request(asked)).await?.into_inner();
        session.output.one(&answer.resolution.unwrap_or_default(), record::resolution)
    }
}
