//! ListResolutions.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListResolutionsRequest, ListResolutionsResponse, ResolutionState};
use shell::{Caller, Error, Page, Role, as_caller};

use super::{names::names, present_resolution};
use crate::{
    App,
    rules::resolution_course::ResolutionCourse,
    store::resolution::{Filter, list},
};

/// Resolutions that the caller sees, the newest first.
pub(super) async fn list_resolutions(
    app: App,
    caller: Caller,
    request: ListResolutionsRequest,
) -> Result<ListResolutionsResponse, Error> {
    let same = ListResolutionsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    let page: Page<(Timestamp, Uuid)> =
        Page::parse(request.page_size, &request.page_token, &same.encode_to_vec())?;
    let now = app.doors.clock.now();
    let state = |state| {
        let known = ResolutionCourse::ALL.into_iter();
        known
            .filter(|course| i32::from(ResolutionState::from(*course)) == state)
            .map(ResolutionCourse::name)
            .next()
    };
    let filter = Filter {
        seen_by: if caller.has(Role::Overseer) { None } else { Some(&caller.unit) },
        led_by: request.led.then_some(&caller.unit),
        states: &names("states", &request.states, state)?,
        overdue_at: request.overdue.then_some(now),
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let shown = rows.iter().map(|row| present_resolution::resolution(row, now)).collect();
    let (resolutions, next_page_token) = page.fit(&rows, shown, |row| (row.issued_at, row.id.0));
    Ok(ListResolutionsResponse { resolutions, next_page_token })
}
