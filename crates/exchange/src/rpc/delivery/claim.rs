//! The caller's unit claims a delivery (Art. 22(1)).

use proto::exchange::v1::{ClaimDeliveryRequest, ClaimDeliveryResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{
    Exchange, Host,
    operations::{self, ClaimAsked},
};

impl<H: Host> Act<Exchange<H>> for ClaimDeliveryRequest {
    async fn act(self, app: &Exchange<H>, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let delivery = parse_id("id", &self.id)?;
        let official = context.official()?;
        let asked = ClaimAsked { delivery, official, request_id: context.request_id, at: context.now };
        let messages = &mut context.messages;
        let mut outcomes =
            operations::claim(context.tx, messages, &*app.host, &context.caller.unit, &[asked]).await?;
        let claimed = outcomes.pop().ok_or_else(|| Refusal::not_found("delivery", "送达"))??;
        let shown = present::masked(app, context.tx, &claimed).await?;
        Ok(Done::with(delivery, ClaimDeliveryResponse { delivery: Some(shown) }))
    }
}
