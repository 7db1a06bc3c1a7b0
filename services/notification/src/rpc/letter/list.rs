//! Letters to the caller's unit, newest first; the office (督办) sees those to everybody.

use ids::Uuid;
use jiff::Timestamp;
use proto::notification::v1::{ListLettersRequest, ListLettersResponse};
use refusal::Refusal;
use shell::{Error, Page, Read, View, parse_words, timestamp_from_proto};

use super::present::present_letter;
use crate::{
    App,
    rpc::{codes::parse_units, visible_unit::visible_unit},
    store::letter::{Filter, list},
};

impl Read<App> for ListLettersRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            unit: visible_unit(view.caller),
            units: &parse_units("units", self.units)?,
            from: instant("start_time", self.start_time)?,
            until: instant("end_time", self.end_time)?,
            states: &parse_words("states", &self.states)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.issued_at, row.id.0));
        let letters = rows.iter().map(|row| present_letter(row, view.now)).collect();
        Ok(ListLettersResponse { letters, next_page_token })
    }
}

fn instant(field: &str, at: Option<prost_types::Timestamp>) -> Result<Option<Timestamp>, Refusal> {
    let Some(at) = at else { return Ok(None) };
    let read = timestamp_from_proto(at);
    read.map(Some).ok_or_else(|| Refusal::field(field, "instant", "not an instant", "须为有效的时间"))
}
