//! The years of the working-day calendar that are loaded: dates beyond them stay open (待定).

use proto::approval::v1::{ListCalendarYearsRequest, ListCalendarYearsResponse};
use shell::{Error, Read, View};

use crate::App;

impl Read<App> for ListCalendarYearsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let calendars = reference::store::list_calendar_years(view.tx).await?;
        Ok(ListCalendarYearsResponse { calendars: calendars.into_iter().map(Into::into).collect() })
    }
}
