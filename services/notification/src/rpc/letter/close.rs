//! The office says what came of a letter (Art. 28); nothing is answered after that.

use ids::LetterId;
use proto::notification::v1::{CloseLetterRequest, CloseLetterResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text, parse_word};

use super::present::present_letter;
use crate::{App, model::Closed, operations};

impl Act<App> for CloseLetterRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: LetterId = parse_id("id", &self.id)?;
        let closed = Closed {
            at: context.now,
            by: context.official()?,
            conclusion: parse_word("conclusion", self.conclusion, ("say what came of it", "请选择办结结果"))?,
            text: parse_text("text", &self.text, 1000)?,
        };
        let letter = operations::close_letter(context.tx, id, closed).await?;
        let letter = Some(present_letter(&letter, context.now));
        Ok(Done::with(id, CloseLetterResponse { letter }))
    }
}
