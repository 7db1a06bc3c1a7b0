//! ListLetters.

use ids::Uuid;
use jiff::Timestamp;
use prost::Message;
use proto::notification::v1::{LetterState, ListLettersRequest, ListLettersResponse};
use refusal::{Refusal, Violation};
use shell::{Caller, Error, Page, as_caller, timestamp_from_proto};

use super::{filter::parse_units, present_letter, sight::sight};
use crate::{
    App,
    store::letter::{Filter, list},
};

/// Letters to the caller's unit, newest first; the office (督办) sees those to everybody.
pub(super) async fn list_letters(
    app: App,
    caller: Caller,
    request: ListLettersRequest,
) -> Result<ListLettersResponse, Error> {
    let page = page(&request)?;
    let filter = Filter {
        unit: sight(&caller),
        units: &parse_units("units", request.units)?,
        from: instant("start_time", request.start_time)?,
        until: instant("end_time", request.end_time)?,
        states: &states(&request.states)?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.issued_at, row.id.0));
    let now = app.doors.clock.now();
    let letters = rows.iter().map(|row| present_letter::letter(row, now)).collect();
    Ok(ListLettersResponse { letters, next_page_token })
}

fn page(request: &ListLettersRequest) -> Result<Page<(Timestamp, Uuid)>, Error> {
    let filter = ListLettersRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    Ok(Page::parse(request.page_size, &request.page_token, &filter.encode_to_vec())?)
}

fn instant(field: &str, at: Option<prost_types::Timestamp>) -> Result<Option<Timestamp>, Refusal> {
    let Some(at) = at else { return Ok(None) };
    let read = timestamp_from_proto(at);
    read.map(Some).ok_or_else(|| Refusal::field(field, "instant", "not an instant", "须为有效的时间"))
}

/// Names of states in the database; every one where none is given.
fn states(states: &[i32]) -> Result<Vec<String>, Refusal> {
    if states.is_empty() {
        return Ok(["issued", "replied", "closed"].map(ToOwned::to_owned).to_vec());
    }
    let mut names = Vec::with_capacity(states.len());
    for (at, state) in states.iter().enumerate() {
        let name = match LetterState::try_from(*state) {
            Ok(LetterState::Issued) => "issued",
            Ok(LetterState::Replied) => "replied",
            Ok(LetterState::Closed) => "closed",
            Ok(LetterState::Unspecified) | Err(_) => {
                let (en, zh) = ("no such state", "没有这种状态");
                return Err(Refusal::invalid(vec![Violation::new(
                    format!("states[{at}]"),
                    "unknown",
                    en,
                    zh,
                )]));
            }
        };
        names.push(name.to_owned());
    }
    Ok(names)
}
