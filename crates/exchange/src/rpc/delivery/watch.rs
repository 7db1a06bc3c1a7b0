//! What happens to the deliveries of the caller's unit, from a cursor on, and a heartbeat when nothing does.

use ids::DeliveryId;
use proto::{
    Rpc,
    exchange::v1::{WatchDeliveriesRequest, WatchDeliveriesResponse},
};
use shell::{Caller, Cursor, Error, Feed, Watch, Words, as_caller};

use super::present;
use crate::{
    Exchange, Host,
    store::{change::list_after, delivery::find_all_received},
};

pub(super) type Changes = Words<WatchDeliveriesResponse>;

const BATCH: i64 = 100;

/// Streams what happens to the deliveries of the caller's unit.
pub(super) fn watch_deliveries<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: &WatchDeliveriesRequest,
) -> Result<Changes, Error> {
    let watch = Watch {
        resources: exchange.resources.clone(),
        reference: exchange.reference.clone(),
        caller: caller.clone(),
        rpc: WatchDeliveriesRequest::PATH,
        heartbeat: exchange.heartbeat,
        shutdown: exchange.shutdown.clone(),
    };
    Ok(watch.start(&request.cursor, Deliveries { exchange, caller })?)
}

/// The deliveries to the caller's unit.
struct Deliveries<H> {
    exchange: Exchange<H>,
    caller: Caller,
}

impl<H: Host> Feed for Deliveries<H> {
    type Word = WatchDeliveriesResponse;

    async fn read(&self, after: Cursor) -> Result<(Vec<WatchDeliveriesResponse>, Cursor), Error> {
        let Self { exchange, caller } = self;
        let mut tx = as_caller(&exchange.resources, caller).await?;
        let changes = list_after(&mut tx, &caller.unit, after.into(), BATCH).await?;
        let ids: Vec<DeliveryId> = changes.iter().map(|(_, id)| *id).collect();
        let deliveries = find_all_received(&mut tx, &ids, &caller.unit).await?;
        let shown = present::all_masked(exchange, &mut tx, &deliveries).await?;
        let last = changes.last().map_or(after, |(position, _)| Cursor::from(*position));
        let mut news = Vec::with_capacity(changes.len());
        for (position, id) in changes {
            let id = id.to_string();
            if let Some(delivery) = shown.iter().find(|delivery| delivery.id == id) {
                let cursor = Cursor::from(position).to_string();
                news.push(WatchDeliveriesResponse { delivery: Some(delivery.clone()), cursor });
            }
        }
        Ok((news, last))
    }

    fn heartbeat(&self, at: Cursor) -> WatchDeliveriesResponse {
        WatchDeliveriesResponse { delivery: None, cursor: at.to_string() }
    }
}
