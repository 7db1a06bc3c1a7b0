//! Only the office (联席会议办公室) does what it does, as the roster is at that moment.

use ids::UnitCode;
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    rules::{office, succession::SeatRole},
    store::seat,
};

/// Refuses any other unit.
pub(crate) async fn must_be_office(
    tx: &mut PgConnection,
    unit: &UnitCode,
    at: Timestamp,
) -> Result<Result<(), Refusal>, sqlx::Error> {
    let seat = seat::on(tx, SeatRole::Office, clock::civil_date(at)).await?;
    Ok(office::must_be_office(seat.as_ref().map(|seat| &seat.unit), unit))
}
