//! Loads or replaces a year of the working-day calendar from its notice (节假日安排).

use proto::approval::v1::{LoadCalendarYearRequest, LoadCalendarYearResponse};
use reference::CalendarYear;
use shell::{Act, Context, Done, Error};

use crate::{App, operations};

impl Act<App> for LoadCalendarYearRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let year = CalendarYear::parse(self.data, 0)?;
        let year = operations::load_calendar_year(context.tx, &mut context.messages, year).await?;
        let object = format!("calendar-{}", year.year());
        Ok(Done::with(object, LoadCalendarYearResponse { calendar: Some(year.into()) }))
    }

    fn committed(app: &App) {
        app.exchange.reference.hurry();
    }
}
