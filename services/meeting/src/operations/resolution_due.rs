//! The duty to carry out a resolution (C14).

use duty::{Deadline, Parties, Subject, year_not_loaded};
use ids::UnitCode;
use jiff::{Timestamp, civil::Date};
use refusal::Refusal;
use shell::{Context, Error};
use workdays::Calendar;

use crate::{
    model::{MinutesNumber, Resolution},
    rules::{resolution_clock::deadline, succession::SeatRole},
    store,
};

/// Its last day as a clock. `set`: how often its day was set before; `why` in Chinese.
pub(crate) fn resolution_due(
    issued_at: Timestamp,
    on: Date,
    set: i32,
    why: String,
    calendar: &Calendar,
) -> Result<Deadline, Refusal> {
    deadline(issued_at, on, i64::from(set) + 1, why, calendar).map_err(year_not_loaded)
}

/// Why a resolution is due when the minutes say.
pub(crate) fn by_minutes(minutes: MinutesNumber, number: i32) -> String {
    format!("{minutes}第{number}项载明")
}

/// The unit that is the office today.
pub(crate) async fn office_today(context: &mut Context<'_>) -> Result<Option<UnitCode>, Error> {
    let seat = store::seat::on(context.tx, SeatRole::Office, clock::civil_date(context.now)).await?;
    Ok(seat.map(|seat| seat.unit))
}

/// Says that the lead unit owes it, to the office.
pub(crate) fn say_owed(context: &mut Context<'_>, resolution: &Resolution, office: Option<&UnitCode>) {
    let about = Subject {
        kind: "resolution",
        id: resolution.id.0,
        name: format!("落实{}第{}项", resolution.minutes, resolution.number),
        number: String::new(),
        item_code: String::new(),
    };
    let parties = Parties { owed_by: &resolution.lead_unit, owed_to: office };
    if let Some(opened) = resolution.duty.opened(parties, &about) {
        context.say(&opened);
    }
}
