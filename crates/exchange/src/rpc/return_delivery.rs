//! ReturnDelivery.

use ids::{DeliveryId, UnitCode};
use prost::Message;
use proto::exchange::v1::{ReturnDeliveryRequest, ReturnDeliveryResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present;
use crate::{Exchange, Host, model::Return, operations, policy::paths, wire::return_code_from_proto};

/// Returns a delivery that is not the caller's unit's (Art. 20).
pub(super) async fn return_delivery<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: ReturnDeliveryRequest,
) -> Result<ReturnDeliveryResponse, Error> {
    let body = request.encode_to_vec();
    let id: DeliveryId = parse_id("id", &request.id)?;
    let attempt = Attempt {
        rpc: paths::RETURN_DELIVERY,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &body,
    };
    let mut write = match Write::begin(&exchange.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    // Only now: a repeat gets its first answer even if the directory has changed since.
    let return_ = parse(&exchange, &caller, &request)?;
    let ways = (&exchange.doors.outbox, &exchange.keys);
    let delivery =
        operations::give_back(write.tx(), &*exchange.host, ways, id, &caller.unit, return_).await??;
    let shown = present::masked(&exchange, write.tx(), &[delivery]).await?;
    write.commit(&[id.to_string()], ReturnDeliveryResponse { delivery: shown.into_iter().next() }).await
}

fn parse<H: Host>(
    exchange: &Exchange<H>,
    caller: &Caller,
    request: &ReturnDeliveryRequest,
) -> Result<Return, Refusal> {
    let code = return_code_from_proto(request.code())
        .ok_or_else(|| Refusal::field("code", "required", "choose a reason", "请选择退回原因"))?;
    Ok(Return {
        code,
        remark: request.remark.clone(),
        suggested_unit: suggested_unit(exchange, caller, &request.suggested_unit)?,
        official: caller.acting_official()?,
        at: exchange.doors.clock.now(),
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
