//! The office says what it finds of a lateness (Art. 28).

use proto::notification::v1::{RecordFindingRequest, RecordFindingResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text, parse_word};

use super::present::present_remark;
use crate::{App, operations};

impl Act<App> for RecordFindingRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let text = parse_text("text", &self.text, 1000)?;
        let finding = parse_word("finding", self.finding, ("say what is found", "请选择认定结果"))?;
        let remark = operations::record_finding(context, id, finding, text).await?;
        Ok(Done::with(id, RecordFindingResponse { remark: Some(present_remark(&remark)) }))
    }
}
