//! ListDeliveries.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::exchange::v1::{ListDeliveriesRequest, ListDeliveriesResponse};
use shell::{Caller, Error, Page, as_caller, parse_id};

use super::present;
use crate::{
    Exchange, Host,
    store::delivery::{Filter, list_received},
    wire::{parse_instant, parse_items, states_to_names},
};

/// Deliveries to the caller's unit in order of arrival, personal data masked.
pub(super) async fn list_deliveries<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: ListDeliveriesRequest,
) -> Result<ListDeliveriesResponse, Error> {
    let page = page(&request)?;
    let push: Option<Uuid> =
        if request.push_id.is_empty() { None } else { Some(parse_id("push_id", &request.push_id)?) };
    let filter = Filter {
        states: states_to_names("states", &request.states)?,
        overdue_at: request.overdue_only.then(|| exchange.doors.clock.now()),
        due_before: parse_instant("due_before", request.due_before)?,
        item_codes: parse_items("item_codes", request.item_codes)?,
        push,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&exchange.doors, &caller).await?;
    let rows = list_received(&mut tx, exchange.doors.outbox.service(), &caller.unit, &filter).await?;
    let key = |row: &crate::model::Delivery| {
        (row.receipt().map_or(Timestamp::MIN, |receipt| receipt.received_at), row.id.0)
    };
    let shown = present::masked(&exchange, &mut tx, &rows).await?;
    let (deliveries, next_page_token) = page.fit(&rows, shown, key);
    Ok(ListDeliveriesResponse { deliveries, next_page_token })
}

fn page(request: &ListDeliveriesRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListDeliveriesRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
