//! GetPush.

use ids::PushId;
use proto::exchange::v1::{GetPushRequest, GetPushResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id};

use crate::{
    Exchange, Host, store,
    wire::{delivery_to_proto, push_to_proto, return_to_proto},
};

/// A push of the caller's unit with its deliveries. Of another unit: it does not exist.
pub(super) async fn get_push<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: GetPushRequest,
) -> Result<GetPushResponse, Error> {
    let id: PushId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&exchange.doors, &caller).await?;
    let push = store::push::find_sent(&mut tx, exchange.doors.outbox.service(), id, &caller.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("push", "推送"))?;
    let rows = store::delivery::list_of_pushes(&mut tx, &[id]).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let returns = store::returns::list(&mut tx, &ids).await?;
    let now = exchange.doors.clock.now();
    let mut deliveries = Vec::with_capacity(rows.len());
    for row in &rows {
        let own = returns.iter().filter(|(delivery, _)| *delivery == row.id);
        let own = own.map(|(_, return_)| return_to_proto(return_)).collect();
        deliveries.push(delivery_to_proto(row, None, own, None, now));
    }
    Ok(GetPushResponse { push: Some(push_to_proto(&push)), deliveries })
}
