//! Letters to the caller's unit, newest first; the office (督办) sees those to everybody.

use ids::Uuid;
use jiff::Timestamp;
use proto::notification::v1::{LetterState, ListLettersRequest, ListLettersResponse};
use refusal::{Refusal, Violation};
use shell::{Error, Page, Read, View, timestamp_from_proto};

use super::{filter::parse_units, present_letter, sight::sight};
use crate::{
    App,
    store::letter::{Filter, list},
};

impl Read<App> for ListLettersRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            unit: sight(view.caller),
            units: &parse_units("units", self.units)?,
            from: instant("start_time", self.start_time)?,
            until: instant("end_time", self.end_time)?,
            states: &states(&self.states)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.issued_at, row.id.0));
        let letters = rows.iter().map(|row| present_letter::letter(row, view.now)).collect();
        Ok(ListLettersResponse { letters, next_page_token })
    }
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
