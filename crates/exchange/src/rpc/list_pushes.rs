//! ListPushes.

use ids::{PushId, Uuid};
use jiff::Timestamp;
use prost::Message;
use proto::exchange::v1::{ListPushesRequest, ListPushesResponse, PushOverview};
use shell::{Caller, Error, Page, as_caller};

use crate::{
    Exchange, Host,
    model::{Delivery, Push, State},
    store::{
        delivery::list_of_pushes,
        push::{Filter, list_sent},
    },
    wire::{parse_instant, parse_items, push_to_proto, states_to_names},
};

/// Pushes of the caller's unit in order of acceptance, each with how far its recipients are.
pub(super) async fn list_pushes<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: ListPushesRequest,
) -> Result<ListPushesResponse, Error> {
    let page = page(&request)?;
    let filter = Filter {
        late_only: request.late_only,
        delivery_states: states_to_names("delivery_states", &request.delivery_states)?,
        item_codes: parse_items("item_codes", request.item_codes)?,
        accepted_from: parse_instant("accepted_from", request.accepted_from)?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&exchange.doors, &caller).await?;
    let rows = list_sent(&mut tx, exchange.doors.outbox.service(), &caller.unit, &filter).await?;
    let ids: Vec<PushId> = rows.iter().map(|push| push.id).collect();
    let deliveries = list_of_pushes(&mut tx, &ids).await?;
    let overviews = rows.iter().map(|push| overview(push, &deliveries)).collect();
    let (pushes, next_page_token) = page.fit(&rows, overviews, |push| (push.accepted_at, push.id.0));
    Ok(ListPushesResponse { pushes, next_page_token })
}

fn page(request: &ListPushesRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListPushesRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}

fn overview(push: &Push, deliveries: &[Delivery]) -> PushOverview {
    let mut overview =
        PushOverview { push: Some(push_to_proto(push)), late: push.is_late(), ..Default::default() };
    for delivery in deliveries.iter().filter(|delivery| delivery.push == push.id) {
        overview.recipients += 1;
        overview.received += i32::from(delivery.receipt().is_some());
        overview.claimed += i32::from(matches!(delivery.state, State::Claimed(..)));
        overview.returned += i32::from(matches!(delivery.state, State::Returned(..)));
    }
    overview
}
