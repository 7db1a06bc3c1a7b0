//! Everybody of the unit is told again, before the silence (静默) would have ended.

use proto::notification::v1::{EndSilenceRequest, EndSilenceResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::present::present_silence;
use crate::{App, operations};

impl Act<App> for EndSilenceRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let ended = operations::end_silence(context, id).await?;
        Ok(Done::with(id, EndSilenceResponse { silence: Some(present_silence(&ended)) }))
    }
}
