//! Writes to a unit about its late duties.

use clap::Args;
use ids::{DutyId, UnitCode};
use proto::notification::v1::{
    IssueLetterRequest, supervision_letter_service_client::SupervisionLetterServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Issue {
    /// 被督办单位 / the unit
    to: UnitCode,
    /// 逾期义务编号，可多次 / ids of its late duties
    #[arg(long = "duty", required = true, value_name = "ID")]
    duties: Vec<DutyId>,
    /// 回复期限（工作日，默认3） / working days to answer
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    days: i32,
    /// 督办内容，省略时按义务拟稿 / what it says; drafted where it is absent
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    text: String,
    #[command(flatten)]
    act: Act,
}

impl Issue {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut letters = SupervisionLetterServiceClient::new(session.calls(Service::Notification)?);
        let asked = IssueLetterRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            unit: self.to.to_string(),
            duty_ids: self.duties.iter().map(ToString::to_string).collect(),
            working_days: self.days,
            text: self.text,
        };
        let answer = letters.issue_letter(request(asked)).await?.into_inner();
        session.output.one(&answer, record::issued)
    }
}
