//! The roster as of a day, or its whole history.

use ids::{UnitCode, Uuid};
use jiff::civil::Date;
use proto::meeting::v1::{ListSeatsRequest, ListSeatsResponse};
use shell::{Error, Page, Read, View, parse_codes, parse_day};

use super::present;
use crate::{
    App,
    rpc::given::given,
    store::seat::{Filter, list},
};

impl Read<App> for ListSeatsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Date, Uuid)>::of(&self)?;
        let day = given(&self.day, |day| parse_day("day", day))?.unwrap_or(clock::civil_date(view.now));
        let filter = Filter {
            day: (!self.include_past).then_some(day),
            units: &parse_codes::<UnitCode>("units", self.units, ("not a unit code", "不是有效的单位代码"))?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.first_day, row.id.0));
        Ok(ListSeatsResponse { seats: rows.iter().map(present::seat).collect(), next_page_token })
    }
}
