//! ListDuties.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::notification::v1::{ListDutiesRequest, ListDutiesResponse};
use shell::{Caller, Error, Page, as_caller};

use super::{filter, present, sight::sight};
use crate::{
    App,
    model::Duty,
    store::{
        duty::{Filter, list},
        tally::span,
    },
};

/// What the caller sees, those due first at the head.
pub(super) async fn list_duties(
    app: App,
    caller: Caller,
    request: ListDutiesRequest,
) -> Result<ListDutiesResponse, Error> {
    let page = page(&request)?;
    let now = app.doors.clock.now();
    let mut filter = Filter {
        seen_by: sight(&caller).cloned(),
        now,
        after: page.after,
        limit: page.limit(),
        ..filter::parse(request.filter.unwrap_or_default(), &caller.unit, &app.kinds)?
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    if let Some(lamps) = filter.lamps {
        filter.due = span(&mut tx, filter.seen_by.as_ref(), lamps, now).await?;
        if filter.due.is_none() {
            return Ok(ListDutiesResponse::default());
        }
    }
    let rows = list(&mut tx, &filter).await?;
    let duties = rows.iter().map(|duty| present::duty(duty, &app.kinds, now)).collect();
    let (duties, next_page_token) = page.fit(&rows, duties, Duty::order);
    Ok(ListDutiesResponse { duties, next_page_token })
}

fn page(request: &ListDutiesRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListDutiesRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}
