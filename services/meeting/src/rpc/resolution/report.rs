//! A unit says how far a resolution is, in 1000 characters at most (进展).

use proto::meeting::v1::{ReportProgressRequest, ReportProgressResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_paragraphs};

use super::present;
use crate::{App, operations};

impl Act<App> for ReportProgressRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let text = parse_paragraphs("text", &self.text, 1000)?;
        let resolution = operations::report_progress(context, id, text).await?;
        let resolution = Some(present::resolution(&resolution, context.now));
        Ok(Done::with(id, ReportProgressResponse { resolution }))
    }
}
