//! The office says what it finds of a lateness (Art. 28).

use proto::notification::v1::{Finding as Found, RecordFindingRequest, RecordFindingResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{App, model::Finding, operations};

impl Act<App> for RecordFindingRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let text = parse_text("text", &self.text, 1000)?;
        let finding = finding(self.finding())?;
        let remark = operations::record_finding(context, id, finding, text).await?;
        Ok(Done::with(id, RecordFindingResponse { remark: Some(present::remark(&remark)) }))
    }
}

fn finding(found: Found) -> Result<Finding, Refusal> {
    match found {
        Found::Unspecified => {
            Err(Refusal::field("finding", "required", "say what is found", "请选择认定结果"))
        }
        Found::Outage => Ok(Finding::Outage),
        Found::Ruling => Ok(Finding::Ruling),
        Found::Reason => Ok(Finding::Reason),
        Found::NotExcused => Ok(Finding::NotExcused),
    }
}
