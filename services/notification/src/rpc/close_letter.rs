//! The office says what came of a letter (Art. 28).

use ids::LetterId;
use proto::notification::v1::{CloseLetterRequest, CloseLetterResponse, LetterConclusion};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present_letter;
use crate::{
    App,
    model::{Closed, Conclusion},
    operations,
};

impl Act<App> for CloseLetterRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: LetterId = parse_id("id", &self.id)?;
        let closed = Closed {
            at: context.now,
            by: context.official()?,
            conclusion: conclusion(self.conclusion())?,
            text: parse_text("text", &self.text, 1000)?,
        };
        let letter = operations::close_letter(context.tx, id, closed).await?;
        let letter = Some(present_letter::letter(&letter, context.now));
        Ok(Done::with(id, CloseLetterResponse { letter }))
    }
}

fn conclusion(given: LetterConclusion) -> Result<Conclusion, Refusal> {
    match given {
        LetterConclusion::Unspecified => {
            Err(Refusal::field("conclusion", "required", "say what came of it", "请选择办结结果"))
        }
        LetterConclusion::Rectified => Ok(Conclusion::Rectified),
        LetterConclusion::Excused => Ok(Conclusion::Excused),
        LetterConclusion::Referred => Ok(Conclusion::Referred),
        LetterConclusion::Withdrawn => Ok(Conclusion::Withdrawn),
    }
}
