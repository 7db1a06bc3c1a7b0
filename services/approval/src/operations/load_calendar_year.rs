//! Loads or replaces a year of the working-day calendar, and tells every service: open clocks are counted again.

use mailbox::Messages;
use proto::reference::v1::CalendarYearLoaded;
use reference::CalendarYear;
use shell::Error;
use sqlx::PgConnection;

use crate::store::lock::{self, Shared};

/// Loads the year in place of what was loaded for it, whatever its version says; returns it with its new version. One that
/// stands so already is given as it is.
pub(crate) async fn load_calendar_year(
    tx: &mut PgConnection,
    messages: &mut Messages,
    year: CalendarYear,
) -> Result<CalendarYear, Error> {
    lock::take(tx, Shared::Directory).await?;
    let before = reference::store::calendar_year(tx, year.year()).await?;
    let version = before.as_ref().map_or(0, CalendarYear::version) + 1;
    if let Some(standing) = before.filter(|before| before.data() == year.data()) {
        return Ok(standing);
    }
    let loaded = CalendarYear::parse(year.data().to_owned(), version)?;
    reference::store::save_calendar_year(tx, &loaded).await?;
    messages.say(&CalendarYearLoaded { calendar: Some(loaded.clone().into()) });
    Ok(loaded)
}
