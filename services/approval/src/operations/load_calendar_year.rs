//! Loads or replaces years of the working-day calendar, and tells every service.

use mailbox::Outbox;
use proto::reference::v1::CalendarYearLoaded;
use reference::CalendarYear;
use sqlx::PgConnection;

use super::Outcomes;
use crate::store::lock::{self, Shared};

/// Loads each year in place of what was loaded for it, whatever its version says; gives it with its new version. One that
/// stands so already is given as it is.
pub(crate) async fn load_calendar_year(
    outbox: &Outbox,
    tx: &mut PgConnection,
    years: Vec<CalendarYear>,
) -> Outcomes<CalendarYear> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    let mut events = Vec::new();
    for year in years {
        let before = reference::store::calendar_year(tx, year.year()).await?;
        if let Some(standing) = before.as_ref().filter(|before| before.data() == year.data()) {
            outcomes.push(Ok(standing.clone()));
            continue;
        }
        let version = before.map_or(0, |year| year.version()) + 1;
        let loaded = CalendarYear::parse(year.data().to_owned(), version)?;
        reference::store::save_calendar_year(tx, &loaded).await?;
        events.push(CalendarYearLoaded { calendar: Some(loaded.clone().into()) });
        outcomes.push(Ok(loaded));
    }
    outbox.send(tx, &events).await?;
    Ok(outcomes)
}
