//! Duties of the caller's unit by due date; of every unit for the office (督办).

use proto::notification::v1::{ListDutiesRequest, ListDutiesResponse};
use shell::{Error, Page, Read, View};

use super::{filter, present::present_duty};
use crate::{
    App,
    model::Duty,
    rpc::visible_unit::visible_unit,
    store::{
        duty::{Filter, list},
        tally::span,
    },
};

impl Read<App> for ListDutiesRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::of(&self)?;
        let mut filter = Filter {
            seen_by: visible_unit(view.caller).cloned(),
            now: view.now,
            after: page.after,
            limit: page.limit(),
            ..filter::parse(self.filter.unwrap_or_default(), &view.caller.unit, &app.kinds)?
        };
        if let Some(lamps) = filter.lamps {
            filter.due = span(view.tx, filter.seen_by.as_ref(), lamps, view.now).await?;
            if filter.due.is_none() {
                return Ok(ListDutiesResponse::default());
            }
        }
        let rows = list(view.tx, &filter).await?;
        let duties = rows.iter().map(|duty| present_duty(duty, &app.kinds, view.now)).collect();
        let (duties, next_page_token) = page.fit(&rows, duties, Duty::order);
        Ok(ListDutiesResponse { duties, next_page_token })
    }
}
