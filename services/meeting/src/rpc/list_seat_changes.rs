//! ListSeatChanges.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::meeting::v1::{ListSeatChangesRequest, ListSeatChangesResponse, SeatChangeState};
use refusal::Refusal;
use shell::{Caller, Error, Page, Role, as_caller};

use super::present;
use crate::{
    App,
    store::seat_change::{Filter, list},
};

/// The unit's changes, the newest first; everybody's for the office.
pub(super) async fn list_seat_changes(
    app: App,
    caller: Caller,
    request: ListSeatChangesRequest,
) -> Result<ListSeatChangesResponse, Error> {
    let same = ListSeatChangesRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    let page: Page<(Timestamp, Uuid)> =
        Page::parse(request.page_size, &request.page_token, &same.encode_to_vec())?;
    let filter = Filter {
        unit: if caller.has(Role::Overseer) { None } else { Some(&caller.unit) },
        states: &states(&request.states)?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.proposed_at, row.id.0));
    Ok(ListSeatChangesResponse { changes: rows.iter().map(present::change).collect(), next_page_token })
}

/// Names of states in the database.
fn states(states: &[i32]) -> Result<Vec<String>, Refusal> {
    let name = |(at, state): (usize, &i32)| match SeatChangeState::try_from(*state) {
        Ok(SeatChangeState::Proposed) => Ok("proposed".to_owned()),
        Ok(SeatChangeState::Recorded) => Ok("recorded".to_owned()),
        Ok(SeatChangeState::Declined) => Ok("declined".to_owned()),
        Ok(SeatChangeState::Unspecified) | Err(_) => {
            Err(Refusal::field(format!("states[{at}]"), "unknown", "no such state", "没有这种状态"))
        }
    };
    let mut names = states.iter().enumerate().map(name).collect::<Result<Vec<_>, _>>()?;
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
