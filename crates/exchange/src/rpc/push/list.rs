//! Pushes of the caller's unit in order of acceptance, each with how far its recipients are.

use ids::{PushId, Uuid};
use jiff::Timestamp;
use proto::exchange::v1::{ListPushesRequest, ListPushesResponse, PushOverview};
use shell::{Error, Page, Read, View, parse_words};

use crate::{
    Exchange, Host,
    model::{Delivery, Push, State},
    rpc::filter::{parse_instant, parse_items},
    store::{
        delivery::list_of_pushes,
        push::{Filter, list_sent},
    },
    wire::push_to_proto,
};

impl<H: Host> Read<Exchange<H>> for ListPushesRequest {
    async fn read(self, app: &Exchange<H>, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            late_only: self.late_only,
            delivery_states: parse_words("delivery_states", &self.delivery_states)?,
            item_codes: parse_items("item_codes", self.item_codes)?,
            accepted_from: parse_instant("accepted_from", self.accepted_from)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list_sent(view.tx, app.service(), &view.caller.unit, &filter).await?;
        let ids: Vec<PushId> = rows.iter().map(|push| push.id).collect();
        let deliveries = list_of_pushes(view.tx, &ids).await?;
        let overviews = rows.iter().map(|push| overview(push, &deliveries)).collect();
        let (pushes, next_page_token) = page.fit(&rows, overviews, |push| (push.accepted_at, push.id.0));
        Ok(ListPushesResponse { pushes, next_page_token })
    }
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
