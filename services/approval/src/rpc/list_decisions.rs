//! Decisions of the caller's unit in order of recording, personal data masked. Those that wait to be routed by hand are
//! found by their routing state.

use std::sync::Arc;

use ids::{ItemCode, Uuid};
use jiff::Timestamp;
use prost::Message;
use proto::approval::v1::{ListDecisionsRequest, ListDecisionsResponse, RoutingState};
use refusal::Refusal;
use seal::Index;
use shell::{Caller, Error, Page, as_caller};

use super::{decision_wire, fields::Fields};
use crate::{
    App,
    store::decision::{self, Filter},
};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/ListDecisions";

/// The longest document number, in characters.
const LONGEST_NUMBER: usize = 128;

pub(super) async fn list_decisions(
    app: Arc<App>,
    caller: Caller,
    request: ListDecisionsRequest,
) -> Result<ListDecisionsResponse, Error> {
    let page = page(&request)?;
    let filter = filter(&app.index, request, &page)?;
    let mut tx = as_caller(app.doors(), &caller).await?;
    let rows = decision::list(&mut tx, &app.exchange.keys.at_rest, &caller.unit, &filter).await?;
    let now = app.doors().clock.now();
    let shown = rows.iter().map(|row| decision_wire::masked(row, now)).collect();
    let (decisions, next_page_token) = page.fit(&rows, shown, |row| (row.recorded_at, row.id.0));
    Ok(ListDecisionsResponse { decisions, next_page_token })
}

fn filter(
    index: &Index,
    request: ListDecisionsRequest,
    page: &Page<(Timestamp, Uuid)>,
) -> Result<Filter, Refusal> {
    let mut fields = Fields::default();
    for (at, code) in request.item_codes.iter().enumerate() {
        fields.code::<ItemCode>(&format!("item_codes[{at}]"), code);
    }
    let filter = Filter {
        routed: routed(&mut fields, &request.routing_states),
        missing_only: request.missing_only,
        decided_from: fields.day_or("decided_from", &request.decided_from, None),
        decided_to: fields.day_or("decided_to", &request.decided_to, None),
        item_codes: request.item_codes,
        numbers: index.sought(&fields.text("number", &request.number, LONGEST_NUMBER)),
        after: page.after,
        limit: page.limit(),
    };
    fields.finish(Some(filter))
}

/// `None` where the states do not restrict.
fn routed(fields: &mut Fields, states: &[i32]) -> Option<bool> {
    let (mut routed, mut unrouted) = (false, false);
    for state in states {
        match RoutingState::try_from(*state) {
            Ok(RoutingState::Routed) => routed = true,
            Ok(RoutingState::Unrouted) => unrouted = true,
            Ok(RoutingState::Unspecified) | Err(_) => {
                fields.wrong("routing_states", "unknown", "not a routing state", "不是有效的分派状态");
            }
        }
    }
    if routed == unrouted { None } else { Some(routed) }
}

fn page(request: &ListDecisionsRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListDecisionsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
