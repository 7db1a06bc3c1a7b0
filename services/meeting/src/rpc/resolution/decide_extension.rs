//! The office grants or declines a later day (批准延期).

use proto::meeting::v1::{DecideExtensionRequest, DecideExtensionResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{App, operations};

impl Act<App> for DecideExtensionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let decline_reason = match (self.granted, self.decline_reason.as_str()) {
            (true, "") => None,
            (true, _) => {
                let en = "only where it is declined";
                return Err(Refusal::field("decline_reason", "not_expected", en, "同意时请勿填写").into());
            }
            (false, reason) => Some(parse_text("decline_reason", reason, 1000)?),
        };
        let calendar = app.reference.calendar();
        let (extension, resolution) =
            operations::decide_extension(context, &calendar, id, decline_reason).await?;
        let answer = DecideExtensionResponse {
            extension: Some(present::extension(&extension)),
            resolution: Some(present::resolution(&resolution, context.now)),
        };
        Ok(Done::with(id, answer))
    }
}
