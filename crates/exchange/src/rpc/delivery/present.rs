//! Deliveries as their unit reads them: with their push and their returns, personal data masked unless they were asked for.

use std::collections::HashMap;

use ids::{DeliveryId, PushId};
use proto::exchange::v1::{Delivery as ProtoDelivery, PersonalData, Return as ProtoReturn};
use shell::Error;
use sqlx::PgConnection;

use crate::{
    Exchange, Host, mask_personal,
    model::{Delivery, Push},
    store,
    wire::{delivery_to_proto, return_to_proto},
};

/// Deliveries, masked.
pub(super) async fn all_masked<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
    deliveries: &[Delivery],
) -> Result<Vec<ProtoDelivery>, Error> {
    present(exchange, tx, deliveries, mask_personal).await
}

/// One delivery, masked.
pub(super) async fn masked<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
    delivery: &Delivery,
) -> Result<ProtoDelivery, Error> {
    one(exchange, tx, delivery, mask_personal).await
}

/// One delivery with its personal data in clear. The caller records the reveal.
pub(super) async fn clear<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
    delivery: &Delivery,
) -> Result<ProtoDelivery, Error> {
    one(exchange, tx, delivery, PersonalData::clone).await
}

async fn one<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
    delivery: &Delivery,
    show: impl Fn(&PersonalData) -> PersonalData,
) -> Result<ProtoDelivery, Error> {
    let shown = present(exchange, tx, std::slice::from_ref(delivery), show).await?.pop();
    shown.ok_or_else(|| Error::Fault("a delivery without its push".to_owned()))
}

async fn present<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
    deliveries: &[Delivery],
    show: impl Fn(&PersonalData) -> PersonalData,
) -> Result<Vec<ProtoDelivery>, Error> {
    let push_ids: Vec<PushId> = deliveries.iter().map(|delivery| delivery.push).collect();
    let ids: Vec<DeliveryId> = deliveries.iter().map(|delivery| delivery.id).collect();
    let pushes: HashMap<PushId, Push> =
        store::push::find_all(tx, &push_ids).await?.into_iter().map(|push| (push.id, push)).collect();
    let mut returns: HashMap<DeliveryId, Vec<ProtoReturn>> = HashMap::new();
    for (delivery, send_back) in store::returns::list(tx, &ids).await? {
        returns.entry(delivery).or_default().push(return_to_proto(&send_back));
    }
    let now = exchange.resources.clock.now();
    let mut shown = Vec::with_capacity(deliveries.len());
    for delivery in deliveries {
        let push = pushes
            .get(&delivery.push)
            .ok_or_else(|| Error::Fault(format!("delivery {} has no push", delivery.id)))?;
        let personal = exchange
            .keys
            .open_at_rest(push.id, &push.sealed_personal)
            .map_err(|error| Error::Fault(format!("push {}: {error}", push.id)))?;
        let returns = returns.remove(&delivery.id).unwrap_or_default();
        shown.push(delivery_to_proto(delivery, Some(push), returns, Some(show(&personal)), now));
    }
    Ok(shown)
}
