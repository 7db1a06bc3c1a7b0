//! Decisions of the caller's unit in order of recording, personal data masked. Those that wait to be routed by hand are
//! found by their routing state.

use ids::{ItemCode, Uuid};
use jiff::Timestamp;
use proto::{
    approval::v1::{ListDecisionsRequest, ListDecisionsResponse},
    words::approval::RoutingState,
};
use refusal::Refusal;
use seal::Index;
use shell::{Error, Page, Read, View, parse_words};

use super::present;
use crate::{
    App,
    rpc::fields::Fields,
    store::decision::{self, Filter},
};

/// The longest document number, in characters.
const LONGEST_NUMBER: usize = 128;

impl Read<App> for ListDecisionsRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::of(&self)?;
        let filter = filter(&app.index, self, &page)?;
        let keys = &app.exchange.keys.at_rest;
        let rows = decision::list(view.tx, keys, &view.caller.unit, &filter).await?;
        let shown = rows.iter().map(|row| present::masked(row, view.now)).collect();
        let (decisions, next_page_token) = page.fit(&rows, shown, |row| (row.recorded_at, row.id.0));
        Ok(ListDecisionsResponse { decisions, next_page_token })
    }
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
    let states = fields.read(parse_words("routing_states", &request.routing_states)).unwrap_or_default();
    let filter = Filter {
        routed: routed(&states),
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
fn routed(states: &[RoutingState]) -> Option<bool> {
    match states {
        [state] => Some(*state == RoutingState::Routed),
        _ => None,
    }
}
