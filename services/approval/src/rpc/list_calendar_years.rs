//! The years of the working-day calendar that are loaded.

use std::sync::Arc;

use proto::approval::v1::{ListCalendarYearsRequest, ListCalendarYearsResponse};
use shell::{Caller, Error};

use crate::App;

pub(super) async fn list_calendar_years(
    app: Arc<App>,
    caller: Caller,
    _request: ListCalendarYearsRequest,
) -> Result<ListCalendarYearsResponse, Error> {
    let mut tx = shell::as_caller(app.doors(), &caller).await?;
    let calendars = reference::store::list_calendar_years(&mut tx).await?;
    Ok(ListCalendarYearsResponse { calendars: calendars.into_iter().map(Into::into).collect() })
}
