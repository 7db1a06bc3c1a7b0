//! The unit's changes of the roster, the newest first; everybody's for the office.

use ids::Uuid;
use jiff::Timestamp;
use proto::meeting::v1::{ListSeatChangesRequest, ListSeatChangesResponse, SeatChangeState};
use refusal::Refusal;
use shell::{Error, Page, Read, Role, View};

use super::present;
use crate::{
    App,
    store::seat_change::{Filter, list},
};

impl Read<App> for ListSeatChangesRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            unit: if view.caller.has(Role::Overseer) { None } else { Some(&view.caller.unit) },
            states: &states(&self.states)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.proposed_at, row.id.0));
        Ok(ListSeatChangesResponse { changes: rows.iter().map(present::change).collect(), next_page_token })
    }
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
