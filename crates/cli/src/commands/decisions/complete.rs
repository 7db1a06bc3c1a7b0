//! Adds what an imported decision lacks.

use clap::Args;
use ids::DecisionId;
use proto::approval::v1::{CompleteDecisionRequest, decision_service_client::DecisionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Complete {
    /// 决定编号 / decision id
    id: DecisionId,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    act: Act,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct Given {
    /// 办件编号 / case number
    #[arg(long, value_name = "TEXT")]
    case_number: Option<String>,
    /// 联系人 / contact person
    #[arg(long, value_name = "TEXT")]
    contact_name: Option<String>,
    /// 联系电话 / contact phone
    #[arg(long, value_name = "TEXT")]
    contact_phone: Option<String>,
    /// 经营场所地址 / address of the premises
    #[arg(long, value_name = "TEXT")]
    premises_address: Option<String>,
}

impl Complete {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut decisions = DecisionServiceClient::new(session.calls(Service::Approval)?);
        let asked = CompleteDecisionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            case_number: self.given.case_number.unwrap_or_default(),
            contact_name: self.given.contact_name.unwrap_or_default(),
            contact_phone: self.given.contact_phone.unwrap_or_default(),
            premises_address: self.given.premises_address.unwrap_or_default(),
        };
        let answer = decisions.complete_decision(request(asked)).await?.into_inner();
        session.output.one(&answer.decision.unwrap_or_default(), record::whole)
    }
}
