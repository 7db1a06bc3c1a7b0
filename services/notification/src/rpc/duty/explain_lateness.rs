//! The caller's unit says why it was late (Art. 28).

use proto::notification::v1::{ExplainLatenessRequest, ExplainLatenessResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present::present_remark;
use crate::{App, operations};

impl Act<App> for ExplainLatenessRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let reason = parse_text("text", &self.text, 1000)?;
        let remark = operations::explain_lateness(context, id, reason).await?;
        Ok(Done::with(id, ExplainLatenessResponse { remark: Some(present_remark(&remark)) }))
    }
}
