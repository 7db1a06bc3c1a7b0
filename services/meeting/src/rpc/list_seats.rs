//! ListSeats.

use ids::{UnitCode, Uuid};
use jiff::civil::Date;
use prost::Message;
use proto::meeting::v1::{ListSeatsRequest, ListSeatsResponse};
use shell::{Caller, Error, Page, as_caller, parse_codes, parse_day};

use super::present;
use crate::{
    App,
    store::seat::{Filter, list},
};

/// The roster as of a day, or its whole history.
pub(super) async fn list_seats(
    app: App,
    caller: Caller,
    request: ListSeatsRequest,
) -> Result<ListSeatsResponse, Error> {
    let same = ListSeatsRequest { page_size: 0, page_token: String::new(), ..request.clone() };
    let page: Page<(Date, Uuid)> =
        Page::parse(request.page_size, &request.page_token, &same.encode_to_vec())?;
    let day = match request.day.as_str() {
        "" => clock::civil_date(app.doors.clock.now()),
        day => parse_day("day", day)?,
    };
    let filter = Filter {
        day: (!request.include_past).then_some(day),
        units: &parse_codes::<UnitCode>("units", request.units, ("not a unit code", "不是有效的单位代码"))?,
        after: page.after,
        limit: page.limit(),
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let rows = list(&mut tx, &filter).await?;
    let (rows, next_page_token) = page.cut(rows, |row| (row.first_day, row.id.0));
    Ok(ListSeatsResponse { seats: rows.iter().map(present::seat).collect(), next_page_token })
}
