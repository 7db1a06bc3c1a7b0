//! The caller's unit returns a delivery that is not its to supervise (Art. 20), and may say whose it is.

use ids::{DeliveryId, UnitCode};
use proto::exchange::v1::{ReturnDeliveryRequest, ReturnDeliveryResponse};
use refusal::Refusal;
use shell::{Act, Caller, Context, Done, Error, parse_id, parse_word};

use super::present;
use crate::{Exchange, Host, model::SendBack, operations};

impl<H: Host> Act<Exchange<H>> for ReturnDeliveryRequest {
    async fn act(self, app: &Exchange<H>, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: DeliveryId = parse_id("id", &self.id)?;
        let send_back = parse(app, context, &self)?;
        let delivery = operations::send_back(context, app, id, send_back).await?;
        let shown = present::masked(app, context.tx, &delivery).await?;
        Ok(Done::with(id, ReturnDeliveryResponse { delivery: Some(shown) }))
    }
}

fn parse<H: Host>(
    exchange: &Exchange<H>,
    context: &Context<'_>,
    request: &ReturnDeliveryRequest,
) -> Result<SendBack, Refusal> {
    Ok(SendBack {
        code: parse_word("code", request.code, ("choose a reason", "请选择退回原因"))?,
        remark: request.remark.clone(),
        suggested_unit: suggested_unit(exchange, context.caller, &request.suggested_unit)?,
        official: context.official()?,
        at: context.now,
    })
}

/// The unit that should have it: another one, known and active.
fn suggested_unit<H: Host>(
    exchange: &Exchange<H>,
    caller: &Caller,
    code: &str,
) -> Result<Option<UnitCode>, Refusal> {
    if code.is_empty() {
        return Ok(None);
    }
    let directory = exchange.reference.directory();
    let unit =
        code.parse::<UnitCode>().ok().filter(|unit| directory.unit(unit).is_some_and(|unit| unit.active));
    match unit {
        None => Err(Refusal::field("suggested_unit", "unknown", "no such unit", "没有这个单位")),
        Some(unit) if unit == caller.unit => {
            Err(Refusal::field("suggested_unit", "own_unit", "the returning unit itself", "不能填写本单位"))
        }
        Some(unit) => Ok(Some(unit)),
    }
}
