//! Decisions of the caller's unit in order of recording, personal data masked. Those that wait to be routed by hand are
//! found by their routing state.

use std::sync::Arc;

use ids::Uuid;
use jiff::{Timestamp, civil::Date};
use prost::Message;
use proto::approval::v1::{ListDecisionsRequest, ListDecisionsResponse, RoutingState};
use refusal::Refusal;
use shell::{Caller, Error, Page, as_caller};

use super::decision_wire;
use crate::{
    App,
    store::decision::{self, Filter},
};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/ListDecisions";

pub(super) async fn list_decisions(
    app: Arc<App>,
    caller: Caller,
    request: ListDecisionsRequest,
) -> Result<ListDecisionsResponse, Error> {
    let page = page(&request)?;
    let filter = Filter {
        routed: routed(&request.routing_states)?,
        missing_only: request.missing_only,
        decided_from: day("decided_from", &request.decided_from)?,
        decided_to: day("decided_to", &request.decided_to)?,
        item_codes: request.item_codes,
        number: request.number,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(app.doors(), &caller).await?;
    let rows = decision::list(&mut tx, &app.exchange.keys.at_rest, &caller.unit, &filter).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.recorded_at, row.id.0));
    let now = app.doors().clock.now();
    let decisions = rows.iter().map(|row| decision_wire::masked(row, now)).collect();
    Ok(ListDecisionsResponse { decisions, next_page_token })
}

/// `None` where the states do not restrict.
fn routed(states: &[i32]) -> Result<Option<bool>, Refusal> {
    let (mut routed, mut unrouted) = (false, false);
    for state in states {
        match RoutingState::try_from(*state) {
            Ok(RoutingState::Routed) => routed = true,
            Ok(RoutingState::Unrouted) => unrouted = true,
            Ok(RoutingState::Unspecified) | Err(_) => {
                return Err(Refusal::field(
                    "routing_states",
                    "unknown",
                    "not a routing state",
                    "不是有效的分派状态",
                ));
            }
        }
    }
    Ok(if routed == unrouted { None } else { Some(routed) })
}

fn day(field: &str, text: &str) -> Result<Option<Date>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong =
        |_| Refusal::field(field, "format", "is not a day (YYYY-MM-DD)", "不是有效的日期（YYYY-MM-DD）");
    text.parse().map(Some).map_err(wrong)
}

fn page(request: &ListDecisionsRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListDecisionsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
