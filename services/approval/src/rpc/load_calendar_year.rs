//! Loads or replaces a year of the working-day calendar from its notice.

use std::sync::Arc;

use proto::approval::v1::{LoadCalendarYearRequest, LoadCalendarYearResponse};
use reference::CalendarYear;
use shell::{Caller, Error, Write};

use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.CalendarService/LoadCalendarYear";

pub(super) async fn load_calendar_year(
    app: Arc<App>,
    caller: Caller,
    request: LoadCalendarYearRequest,
) -> Result<LoadCalendarYearResponse, Error> {
    let year = CalendarYear::parse(request.data.clone(), 0)?;
    let body = prost::Message::encode_to_vec(&request);
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let loaded = operations::load_calendar_year(&app.doors().outbox, write.tx(), vec![year]).await?;
    let year = operations::only(loaded)?;
    let objects = [format!("calendar-{}", year.year())];
    let answer = write.commit(&objects, LoadCalendarYearResponse { calendar: Some(year.into()) }).await?;
    app.exchange.reference.hurry();
    Ok(answer)
}
