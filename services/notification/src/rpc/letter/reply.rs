//! A unit answers a supervision letter (Art. 28).

use ids::LetterId;
use proto::notification::v1::{ReplyToLetterRequest, ReplyToLetterResponse};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present::present_letter;
use crate::{App, model::LetterReply, operations};

impl Act<App> for ReplyToLetterRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: LetterId = parse_id("id", &self.id)?;
        let reply = LetterReply {
            letter: id,
            unit: context.caller.unit.clone(),
            official: context.official()?,
            text: parse_text("text", &self.text, 1000)?,
            at: context.now,
        };
        let letter = operations::reply_to_letter(context.tx, &reply, context.now).await?;
        let letter = Some(present_letter(&letter, context.now));
        Ok(Done::with(id, ReplyToLetterResponse { letter }))
    }
}
